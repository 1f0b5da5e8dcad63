"""Changes of the catalog, each one transaction: stage, make live, remove, and forget the debris."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, and_, delete, exists, insert, not_, or_, select, update

from indexing.articles import Article, Passage
from indexing.catalog.database import Database
from indexing.catalog.rows import fields_of, passage_rows, text_of, version_row
from indexing.catalog.tables import articles, changes, passages, versions

_AT_ONCE = 500


class Change(StrEnum):
    """What became of an article."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class State(StrEnum):
    """Which version of an article is meant."""

    LIVE = "live"
    STAGED = "staged"


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog holds of an article: where it came from, and the versions that are live and staged."""

    source: str
    live: str | None
    staged: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """An article with the passages to be indexed."""

    number: int
    article: Article
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    id: str
    live: str | None
    staged: str | None


class Staging:
    """The writing side of the catalog. One process writes; it owns the data folder."""

    def __init__(self, database: Database) -> None:
        """Write to an open database."""
        self._database = database

    def known(self, article_id: str) -> Known | None:
        """What is held of an article, None where nothing is."""
        query = select(articles.c.source, articles.c.live, articles.c.staged).where(articles.c.id == article_id)
        with self._database.transaction() as connection:
            row = connection.execute(query).one_or_none()
        return Known(row.source, row.live, row.staged) if row else None

    def stage(self, staged: Iterable[tuple[Article, Sequence[Passage]]]) -> None:
        """Take articles in to be indexed; what is live keeps answering. An article whose live version is given again
        is only noted with its source, and a version of it that was staged before is dropped.
        """
        with self._database.transaction() as connection:
            for article, pieces in staged:
                _stage(connection, article, pieces)

    def work(self, state: State, after: int = 0, limit: int = 32) -> list[Work]:
        """Up to `limit` articles whose version is in that state, in order, those after the number `after`."""
        version = articles.c.live if state is State.LIVE else articles.c.staged
        query = (
            select(articles.c.number, articles.c.id, articles.c.source, version.label("version"))
            .add_columns(versions.c.fields, versions.c.text)
            .join(versions, and_(versions.c.article_id == articles.c.id, versions.c.version == version))
            .where(articles.c.number > after)
            .order_by(articles.c.number)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [
                Work(
                    row.number,
                    article := Article(row.id, row.source, fields_of(row.fields), text_of(row.text)),
                    _passages(connection, article, row.version),
                )
                for row in connection.execute(query).all()
            ]

    def all(self, state: State) -> Iterator[Work]:
        """All articles whose version is in that state, in order, those too that enter it while this goes on."""
        after = 0
        while works := self.work(state, after):
            yield from works
            after = works[-1].number

    def waiting(self) -> int:
        """How many passages of staged articles there are."""
        of_staged = and_(passages.c.article_id == articles.c.id, passages.c.version == articles.c.staged)
        with self._database.transaction() as connection:
            return len(connection.scalars(select(passages.c.id).join(articles, of_staged)).all())

    def make_live(self, ids: Sequence[str]) -> dict[str, Change]:
        """Let the staged versions of these articles answer from now on, all in one transaction."""
        now = _now()
        with self._database.transaction() as connection:
            rows = [row for row in _held(connection, ids) if row.staged]
            for row in rows:
                own = and_(versions.c.article_id == row.id, versions.c.version == row.staged)
                connection.execute(update(versions).where(own).values(indexed_at=now))
                switch = update(articles).where(articles.c.id == row.id)
                connection.execute(switch.values(live=row.staged, staged=None))
            made = {row.id: Change.CHANGED if row.live else Change.ADDED for row in rows}
            _record(connection, made, now)
        return made

    def remove(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Take articles out of all answers at once and erase their texts, earlier versions too.

        Returns the ids that were there. Their passages remain as debris until the derived indexes are cleaned.
        """
        with self._database.transaction() as connection:
            there = tuple(row.id for row in _held(connection, ids) if row.live or row.staged)
            for article_id in there:
                switch = update(articles).where(articles.c.id == article_id)
                connection.execute(switch.values(live=None, staged=None))
                connection.execute(delete(versions).where(versions.c.article_id == article_id))
                connection.execute(update(passages).where(passages.c.article_id == article_id).values(heading=None))
            _record(connection, dict.fromkeys(there, Change.REMOVED), _now())
        return there

    def debris(self) -> list[str]:
        """The ids of passages of versions that are neither live nor staged."""
        current = exists().where(
            articles.c.id == passages.c.article_id,
            or_(passages.c.version == articles.c.live, passages.c.version == articles.c.staged),
        )
        with self._database.transaction() as connection:
            return list(connection.scalars(select(passages.c.id).where(not_(current))))

    def forget(self, passage_ids: Sequence[str]) -> None:
        """Delete rows of debris, and what is left of articles that have been removed."""
        with self._database.transaction() as connection:
            for start in range(0, len(passage_ids), _AT_ONCE):
                connection.execute(delete(passages).where(passages.c.id.in_(passage_ids[start : start + _AT_ONCE])))
            gone = and_(articles.c.live.is_(None), articles.c.staged.is_(None))
            used = exists().where(passages.c.article_id == articles.c.id)
            connection.execute(delete(articles).where(gone, not_(used)))


def _stage(connection: Connection, article: Article, pieces: Sequence[Passage]) -> None:
    own = articles.c.id == article.id
    row = connection.execute(select(articles.c.live, articles.c.staged).where(own)).one_or_none()
    version = article.version
    if row is None:
        connection.execute(insert(articles).values(id=article.id, source=article.source, staged=version))
    else:
        staged = None if row.live == version else version
        connection.execute(update(articles).where(own).values(source=article.source, staged=staged))
        if row.live == version:
            return
    # A version that was live before may come back; its passages may stand there as debris.
    connection.execute(delete(passages).where(passages.c.article_id == article.id, passages.c.version == version))
    there = and_(versions.c.article_id == article.id, versions.c.version == version)
    if connection.execute(select(versions.c.version).where(there)).one_or_none() is None:
        connection.execute(insert(versions), [version_row(article)])
    if rows := list(passage_rows(article, pieces)):
        connection.execute(insert(passages), rows)


def _passages(connection: Connection, article: Article, version: str) -> tuple[Passage, ...]:
    own = and_(passages.c.article_id == article.id, passages.c.version == version)
    rows = connection.execute(select(passages).where(own).order_by(passages.c.start)).all()
    return tuple(
        Passage(article.id, version, row.start, row.end, article.text[row.start : row.end], row.heading) for row in rows
    )


def _held(connection: Connection, ids: Sequence[str]) -> Iterator[_Held]:
    unique = list(dict.fromkeys(ids))
    query = select(articles.c.id, articles.c.live, articles.c.staged)
    for start in range(0, len(unique), _AT_ONCE):
        for row in connection.execute(query.where(articles.c.id.in_(unique[start : start + _AT_ONCE]))):
            yield _Held(row.id, row.live, row.staged)


def _record(connection: Connection, made: dict[str, Change], now: datetime) -> None:
    if made:
        rows = [{"article_id": key, "change": change.value, "at": now} for key, change in made.items()]
        connection.execute(insert(changes), rows)


def _now() -> datetime:
    """UTC without a zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
