"""The indexed articles: their fields, and the text that citation offsets count in."""

from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query, Response
from pydantic import Field

from indexing.articles import Article
from service.answers import Wire
from service.errors import ArticleNotFound
from service.web.etags import Conditions, tag
from service.web.health import Ready

routes = APIRouter(prefix="/v1/articles", tags=["articles"])

_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The version that If-None-Match names is live"}}


class Listed(Wire):
    """The fields of an article. What its source does not give is null."""

    id: str
    version: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: date | None
    modified_at: date | None
    section: str | None
    url: str | None

    @classmethod
    def of(cls, article: Article) -> Self:
        """The fields of an article as they go over the wire."""
        return cls.model_validate(_fields(article))


class Full(Listed):
    """An article with its cleaned text; citations of this version count their code points in it."""

    text: str

    @classmethod
    def of(cls, article: Article) -> Self:
        """An article as it goes over the wire."""
        return cls.model_validate({**_fields(article), "text": article.text})


class Page(Wire):
    """Some of the articles, in order of their ids; `next` goes into `after` for those that follow, null at the end."""

    articles: tuple[Listed, ...]
    next: str | None


class PageQuery(Wire):
    """Which articles to list: up to `limit` of them, those whose ids come after `after`."""

    after: str = ""
    limit: int = Field(default=50, ge=1, le=500)


class VersionQuery(Wire):
    """Which version of an article to read; without one, the live one."""

    version: str | None = None


@routes.get("", summary="List the articles")
def articles(query: Annotated[PageQuery, Query()], service: Ready) -> Page:
    """List the articles that answer now."""
    found = service.corpus.catalog.articles(query.after, query.limit + 1)
    page = found[: query.limit]
    following = page[-1].id if len(found) > query.limit else None
    return Page(articles=tuple(Listed.of(article) for article in page), next=following)


@routes.get(
    "/{article_id:path}",
    summary="Read an article",
    response_model=Full,
    responses=_UNCHANGED,
)
def article(
    article_id: str, query: Annotated[VersionQuery, Query()], service: Ready, asked: Conditions, reply: Response
) -> Full | Response:
    """One article: the live version, or an earlier one that an answer cited. Its ETag is the version."""
    version = query.version
    found = service.corpus.catalog.article(article_id, version)
    if found is None:
        known = f"has the id {article_id}" if version is None else f"{article_id} has the version {version}"
        raise ArticleNotFound(f"No article {known}; it may have been removed.")
    tagged = {"ETag": tag(found.version)}
    if asked.has_it(found.version):
        return Response(status_code=304, headers=tagged)
    reply.headers.update(tagged)
    return Full.of(found)


def _fields(article: Article) -> dict[str, object]:
    fields = article.fields
    return {
        "id": article.id,
        "version": article.version,
        "title": fields.title,
        "publisher": fields.publisher,
        "authors": fields.authors,
        "published_at": fields.published,
        "modified_at": fields.modified,
        "section": fields.section,
        "url": fields.url,
    }
