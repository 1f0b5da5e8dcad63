"""Articles in the shapes that chat applications expect of a connector."""

from typing import Self

from service.answers import Wire
from service.holdings import Found, Full
from service.links import Links


class Result(Wire):
    """An article that was found; an article without a title goes by its id, one without an address has none."""

    id: str
    title: str
    url: str | None

    @classmethod
    def of(cls, hit: Found, links: Links) -> Self:
        """The article of a passage."""
        return cls(id=hit.article_id, title=hit.title or hit.article_id, url=links.article(hit.article_id, hit.url))


class Results(Wire):
    """The articles that were found, best first."""

    results: tuple[Result, ...]


class Page(Result):
    """An article to read; `metadata` holds what is known beside."""

    text: str
    metadata: dict[str, str]

    @classmethod
    def of(cls, article: Full, links: Links) -> Self:  # pyright: ignore[reportIncompatibleMethodOverride]
        """An article with its text."""
        known = {
            "publisher": article.publisher,
            "authors": ", ".join(article.authors),
            "published_at": article.published_at and article.published_at.isoformat(),
            "modified_at": article.modified_at and article.modified_at.isoformat(),
            "section": article.section,
            "version": article.version,
        }
        return cls(
            id=article.id,
            title=article.title or article.id,
            url=links.article(article.id, article.url),
            text=article.text,
            metadata={name: value for name, value in known.items() if value},
        )
