"""Between our types and the rows of the catalog."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from indexing.articles import Article, Fields, Genre, Passage, digest

Row = dict[str, object]


def text_of(stored: bytes) -> str:
    """The text of stored bytes, exactly as it was, lone surrogates too."""
    return bytes(stored).decode("utf-8", "surrogatepass")


def bytes_of(text: str) -> bytes:
    """A text as it is stored."""
    return text.encode("utf-8", "surrogatepass")


# The passages of one answer come from few articles, and parsing costs more than fetching.
@lru_cache(maxsize=4_096)
def fields_of(stored: str) -> Fields:
    """The fields that `Fields.as_json` wrote."""
    known = json.loads(stored)
    return Fields(
        title=known["title"],
        publisher=known["publisher"],
        authors=tuple(known["authors"]),
        published=_date(known["published"]),
        modified=_date(known["modified"]),
        section=known["section"],
        url=known["url"],
        language=known.get("language"),
        correction=known.get("correction"),
        corrected=_date(known.get("corrected")),
        embargo=_moment(known.get("embargo")),
        expires=_moment(known.get("expires")),
        genre=Genre(known["genre"]) if known.get("genre") else None,
        quote_limit=known.get("quote_limit"),
    )


def version_row(article: Article) -> Row:
    """The row of `versions` for an article that is not live yet."""
    fields = article.fields
    return {
        "article_id": article.id,
        "version": article.version,
        "fields": fields.as_json(),
        "text": bytes_of(article.text),
        "text_digest": digest(article.text),
        "published": fields.published,
        "publisher": fields.publisher and fields.publisher.casefold(),
        "section": fields.section and fields.section.casefold(),
        "embargo": _kept(fields.embargo),
        "expires": _kept(fields.expires),
    }


def passage_rows(article: Article, passages: Sequence[Passage]) -> Iterator[Row]:
    """The rows of `passages`, with offsets in characters and in bytes. Passages come in order."""
    cursor = at = 0
    for passage in passages:
        at += len(bytes_of(article.text[cursor : passage.start]))
        length = len(bytes_of(passage.text))
        yield {
            "id": passage.id,
            "article_id": passage.article_id,
            "version": passage.version,
            "heading": passage.heading,
            "start": passage.start,
            "end": passage.end,
            "first_byte": at,
            "bytes": length,
        }
        cursor, at = passage.end, at + length


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def _kept(moment: datetime | None) -> datetime | None:
    """UTC without a zone, as the tables keep it."""
    return moment and moment.astimezone(UTC).replace(tzinfo=None)
