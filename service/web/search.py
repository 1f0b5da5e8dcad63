"""The passages nearest to a question, without an answer."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from indexing.search import Hit, Scope
from service.answers import Wire
from service.web.health import Ready

routes = APIRouter(prefix="/v1/search", tags=["articles"])


class SearchQuery(Wire):
    """What to search for, and in which articles. Dates are inclusive."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    limit: int = Field(default=10, ge=1, le=100)
    published_after: date | None = None
    published_before: date | None = None
    publisher: list[str] = Field(default_factory=list[str])
    section: list[str] = Field(default_factory=list[str])
    article_id: list[str] = Field(default_factory=list[str])

    @property
    def scope(self) -> Scope:
        """The filters as the search takes them."""
        return Scope(
            self.published_after,
            self.published_before,
            tuple(self.publisher),
            tuple(self.section),
            tuple(self.article_id),
        )


class Found(Wire):
    """A passage: `text` stands at `start:end` of this version of the article. `score` orders one search only."""

    article_id: str
    article_version: str
    title: str | None
    publisher: str | None
    published_at: date | None
    url: str | None
    heading: str | None
    text: str
    start: int
    end: int
    score: float
    dense: float | None
    keyword: float | None
    copies: tuple[str, ...]

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """A hit as it goes over the wire."""
        passage, fields = hit.passage, hit.fields
        return cls(
            article_id=passage.article_id,
            article_version=passage.version,
            title=fields.title,
            publisher=fields.publisher,
            published_at=fields.published,
            url=fields.url,
            heading=passage.heading,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            score=hit.score,
            dense=hit.dense,
            keyword=hit.keyword,
            copies=hit.copies,
        )


class Results(Wire):
    """The passages that were found, best first."""

    query: str
    hits: tuple[Found, ...]
    corpus_revision: int


@routes.get("", summary="Find passages")
def search(query: Annotated[SearchQuery, Query()], service: Ready) -> Results:
    """Search the articles by meaning and by words."""
    hits = service.corpus.search(query.q, scope=query.scope, limit=query.limit, asked=date.today())
    return Results(
        query=query.q, hits=tuple(Found.of(hit) for hit in hits), corpus_revision=service.corpus.catalog.revision
    )
