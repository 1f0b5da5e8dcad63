"""What the corpus holds, as it goes over the wire: articles, and the passages that a search finds."""

from datetime import date, datetime
from typing import Self

from indexing.articles import Article, Fields, Passage
from indexing.search import Copy, Hit
from service.answers import Wire


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
    correction: str | None = None
    corrected_at: date | None = None
    expires_at: datetime | None = None
    opinion: bool = False
    quote_limit: int | None = None
    language: str | None = None

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
            copies=tuple(copy.article_id for copy in hit.copies),
        )

    @property
    def hit(self) -> Hit:
        """The hit that went over the wire, as far as it did."""
        passage = Passage(self.article_id, self.article_version, self.start, self.end, self.text, heading=self.heading)
        fields = Fields(title=self.title, publisher=self.publisher, published=self.published_at, url=self.url)
        copies = tuple(Copy(article_id, Fields(), "") for article_id in self.copies)
        return Hit(passage, fields, self.score, self.dense, self.keyword, copies)


class Results(Wire):
    """The passages that were found, best first."""

    query: str
    hits: tuple[Found, ...]
    corpus_revision: int


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
        "correction": fields.correction,
        "corrected_at": fields.corrected,
        "expires_at": fields.expires,
        "opinion": fields.is_opinion,
        "quote_limit": fields.quote_limit,
        "language": fields.language,
    }
