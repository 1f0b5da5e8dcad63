"""Changes of the catalog, each one transaction: stage, make live, remove, and forget the debris."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, func, not_, or_, select, update

from indexing.articles import Article, Passage
from indexing.catalog import steps
from indexing.catalog.rows import fields_of, text_of
from indexing.catalog.steps import Change, Known
from indexing.catalog.tables import articles, passages, versions
from indexing.database import Database

__all__ = ["Change", "Staging", "State", "Work"]

_AT_ONCE = 500
_CURRENT = exists().where(
    articles.c.id == passages.c.article_id,
    or_(passages.c.version == articles.c.live, passages.c.version == articles.c.staged),
)
# Named once, so that a statement is put into SQL once.
_OWN, _MADE = bindparam("own"), bindparam("made")
_OF_VERSION = (
    select(passages).where(passages.c.article_id == _OWN, passages.c.version == _MADE).order_by(passages.c.start)
)
_INDEXED = (
    update(versions)
    .where(versions.c.article_id == _OWN, versions.c.version == _MADE)
    .values(indexed_at=bindparam("at"))
)
_SWITCH = update(articles).where(articles.c.id == _OWN).values(live=_MADE, staged=None)


class State(StrEnum):
    """Which version of an article is meant."""

    LIVE = "live"
    STAGED = "staged"


@dataclass(frozen=True, slots=True)
class Work:
    """An article with the passages to be indexed."""

    number: int
    article: Article
    passages: tuple[Passage, ...]


class Staging:
    """The writing side of the catalog. One process writes; it owns the data folder."""

    def __init__(self, database: Database) -> None:
        """Write to an open database."""
        self._database = database

    def known(self, article_id: str) -> Known | None:
        """What is held of an article, None where nothing is."""
        with self._database.transaction() as connection:
            return steps.known(connection, article_id)

    def stage(self, staged: Iterable[tuple[Article, Sequence[Passage]]]) -> None:
        """Take articles in to be indexed; what is live keeps answering. An article whose live version is given again
        is only noted with its source, and a version of it that was staged before is dropped.
        """
        with self._database.change() as connection:
            for article, pieces in staged:
                steps.stage(connection, article, pieces)

    def work(self, state: State, after: int = 0, limit: int = 32) -> list[Work]:
        """Up to `limit` articles whose version is in that state, in order, those after the number `after`."""
        return self._works(_in_state(state).where(articles.c.number > after).limit(limit))

    def all(self, state: State) -> Iterator[Work]:
        """All articles whose version is in that state, in order, those too that enter it while this goes on."""
        after = 0
        while works := self.work(state, after):
            yield from works
            after = works[-1].number

    def staged(self, ids: Sequence[str]) -> list[Work]:
        """Those of some articles, at most a few hundred, that wait to be indexed."""
        return self._works(_in_state(State.STAGED).where(articles.c.id.in_(ids)))

    def waiting_ids(self) -> list[str]:
        """The ids of all articles that wait to be indexed, in order."""
        query = select(articles.c.id).where(articles.c.staged.is_not(None)).order_by(articles.c.number)
        with self._database.transaction() as connection:
            return list(connection.scalars(query))

    def waiting(self) -> int:
        """How many passages of staged articles there are."""
        of_staged = and_(passages.c.article_id == articles.c.id, passages.c.version == articles.c.staged)
        with self._database.transaction() as connection:
            return connection.scalar(select(func.count()).select_from(passages).join(articles, of_staged)) or 0

    def wanted(self, passage_ids: Sequence[str]) -> set[str]:
        """Those of the passages, at most a few hundred, whose version is live or staged."""
        with self._database.transaction() as connection:
            return set(connection.scalars(select(passages.c.id).where(passages.c.id.in_(passage_ids), _CURRENT)))

    def make_live(self, built: Mapping[str, str]) -> dict[str, Change]:
        """Let these versions, by article id, answer from now on, all in one transaction.

        One that is no longer staged, because another came or the article was removed meanwhile, is passed over.
        """
        now = steps.now()
        with self._database.change() as connection:
            rows = [row for row in steps.held(connection, list(built)) if row.staged == built[row.id]]
            if rows:
                switched = [{"own": row.id, "made": row.staged, "at": now} for row in rows]
                connection.execute(_INDEXED, switched)
                connection.execute(_SWITCH, switched)
            made = {row.id: Change.CHANGED if row.live else Change.ADDED for row in rows}
            steps.record(connection, made, now)
        return made

    def remove(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Take articles out of all answers at once and erase their texts, earlier versions too.

        Returns the ids that were there. Their passages remain as debris until the derived indexes are cleaned.
        """
        with self._database.change() as connection:
            return steps.remove(connection, ids)

    def debris(self) -> list[str]:
        """The ids of passages of versions that are neither live nor staged."""
        with self._database.transaction() as connection:
            return list(connection.scalars(select(passages.c.id).where(not_(_CURRENT))))

    def forget(self, passage_ids: Sequence[str]) -> None:
        """Delete rows of debris, and what is left of articles that have been removed.

        What has been staged again meanwhile is debris no more, and stays.
        """
        with self._database.change() as connection:
            for start in range(0, len(passage_ids), _AT_ONCE):
                these = passages.c.id.in_(passage_ids[start : start + _AT_ONCE])
                connection.execute(delete(passages).where(these, not_(_CURRENT)))
            gone = and_(articles.c.live.is_(None), articles.c.staged.is_(None))
            used = exists().where(passages.c.article_id == articles.c.id)
            connection.execute(delete(articles).where(gone, not_(used)))

    def _works(self, query: Select[Any]) -> list[Work]:
        with self._database.transaction() as connection:
            return [
                Work(
                    row.number,
                    article := Article(row.id, row.source, fields_of(row.fields), text_of(row.text)),
                    _passages(connection, article, row.version),
                )
                for row in connection.execute(query).all()
            ]


def _in_state(state: State) -> Select[Any]:
    version = articles.c.live if state is State.LIVE else articles.c.staged
    return (
        select(articles.c.number, articles.c.id, articles.c.source, version.label("version"))
        .add_columns(versions.c.fields, versions.c.text)
        .join(versions, and_(versions.c.article_id == articles.c.id, versions.c.version == version))
        .order_by(articles.c.number)
    )


def _passages(connection: Connection, article: Article, version: str) -> tuple[Passage, ...]:
    rows = connection.execute(_OF_VERSION, {"own": article.id, "made": version}).all()
    return tuple(
        Passage(article.id, version, row.start, row.end, article.text[row.start : row.end], row.heading) for row in rows
    )
