"""The steps that changes of the catalog consist of, each within a transaction of its caller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from indexing.articles import Article, Passage
from indexing.catalog.opening import now
from indexing.catalog.rows import passage_rows, version_row
from indexing.catalog.tables import articles, changes, passages, versions

_AT_ONCE = 500
# Named once, so that a query is put into SQL once.
_KNOWN = select(articles.c.source, articles.c.live, articles.c.staged).where(articles.c.id == bindparam("id"))


class Change(StrEnum):
    """What became of an article."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog holds of an article: where it came from, and the versions that are live and staged."""

    source: str
    live: str | None
    staged: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An article that is held, with its live and its staged version."""

    id: str
    live: str | None
    staged: str | None


def known(connection: Connection, article_id: str) -> Known | None:
    """What is held of an article, None where nothing is."""
    row = connection.execute(_KNOWN, {"id": article_id}).one_or_none()
    return Known(row.source, row.live, row.staged) if row else None


def stage(connection: Connection, article: Article, pieces: Sequence[Passage]) -> None:
    """Take a version of an article in to be indexed; the version that is live is only noted with its source."""
    row = known(connection, article.id)
    version = article.version
    is_there = False
    if row is None:
        connection.execute(insert(articles).values(id=article.id, source=article.source, staged=version))
    else:
        staged = None if row.live == version else version
        own = articles.c.id == article.id
        connection.execute(update(articles).where(own).values(source=article.source, staged=staged))
        if row.live == version:
            return
        is_there = _comes_back(connection, article)
    if not is_there:
        connection.execute(insert(versions), [version_row(article)])
    if rows := list(passage_rows(article, pieces)):
        connection.execute(insert(passages), rows)


def _comes_back(connection: Connection, article: Article) -> bool:
    """Whether a version was held before. Its passages may stand there as debris, and are taken out."""
    own = (passages.c.article_id == article.id, passages.c.version == article.version)
    connection.execute(delete(passages).where(*own))
    there = and_(versions.c.article_id == article.id, versions.c.version == article.version)
    return connection.execute(select(versions.c.version).where(there)).one_or_none() is not None


def remove(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Take articles out of all answers and erase their texts, earlier versions too; the ids that were there."""
    there = tuple(row.id for row in held(connection, ids) if row.live or row.staged)
    for article_id in there:
        switch = update(articles).where(articles.c.id == article_id)
        connection.execute(switch.values(live=None, staged=None))
        connection.execute(delete(versions).where(versions.c.article_id == article_id))
        connection.execute(update(passages).where(passages.c.article_id == article_id).values(heading=None))
    record(connection, dict.fromkeys(there, Change.REMOVED), now())
    return there


def held(connection: Connection, ids: Sequence[str]) -> Iterator[Held]:
    """Those of the articles that are held."""
    unique = list(dict.fromkeys(ids))
    query = select(articles.c.id, articles.c.live, articles.c.staged)
    for start in range(0, len(unique), _AT_ONCE):
        for row in connection.execute(query.where(articles.c.id.in_(unique[start : start + _AT_ONCE]))):
            yield Held(row.id, row.live, row.staged)


def record(connection: Connection, made: Mapping[str, Change], at: datetime) -> None:
    """Write down what became of articles."""
    if made:
        rows = [{"article_id": key, "change": change.value, "at": at} for key, change in made.items()]
        connection.execute(insert(changes), rows)
