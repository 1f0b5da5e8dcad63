"""A scope as conditions on the versions of articles, and what of the catalog lies in it."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cachetools import LRUCache, cachedmethod
from sqlalchemy import ColumnElement, bindparam, func, select

from indexing.catalog.opening import LIVE, OF_LIVE, OPEN
from indexing.catalog.tables import articles, passages, versions
from indexing.database import Database
from indexing.reach import Within

if TYPE_CHECKING:
    from indexing.search import Scope


_AT_ONCE = 500
# Parts of the corpus are remembered up to so many passages in all, 8 MB, and so many counts.
_PASSAGES = 80_000
_COUNTS = 1_000
# Named once, so that a query is put into SQL once.
_OWNERS = (
    select(passages.c.id, passages.c.article_id, versions.c.published)
    .join(articles, OF_LIVE)
    .join(versions, LIVE)
    .where(passages.c.id.in_(bindparam("ids", expanding=True)), OPEN)
)


@dataclass(frozen=True, slots=True)
class Owner:
    """The article that a passage is of, and the day it was published on."""

    article_id: str
    published: date | None


class Scopes:
    """What of the live articles lies in a scope."""

    def __init__(self, database: Database) -> None:
        """Over the database of the catalog."""
        self._database = database
        self._parts = LRUCache[Hashable, Within](_PASSAGES, getsizeof=lambda part: 1 + len(part.passages))
        self._counts = LRUCache[Hashable, int](_COUNTS)
        self._lock = threading.Lock()

    @cachedmethod(lambda self: self._parts, lock=lambda self: self._lock)
    def part(self, scope: Scope, state: Hashable) -> Within:
        """What lies within a scope, while the catalog is in this state: it is remembered for the next question."""
        return Within(self.matching(scope) or (), tuple(self.within(scope)))

    @cachedmethod(lambda self: self._counts, lock=lambda self: self._lock)
    def counted(self, scope: Scope, state: Hashable) -> int:
        """How many live articles there are within a scope, while the catalog is in this state: it is remembered."""
        query = select(func.count()).select_from(versions).join(articles, LIVE).where(OPEN, *conditions(scope))
        with self._database.transaction() as connection:
            return connection.scalar(query) or 0

    def matching(self, scope: Scope) -> set[str] | None:
        """The ids of the live articles within a scope, or None where the scope leaves none out."""
        if scope.everything:
            return None
        query = select(articles.c.id).join(versions, LIVE).where(OPEN, *conditions(scope))
        with self._database.transaction() as connection:
            return set(connection.scalars(query))

    def within(self, scope: Scope) -> list[str]:
        """The ids of the live passages within a scope."""
        query = select(passages.c.id).join(articles, OF_LIVE).join(versions, LIVE).where(OPEN, *conditions(scope))
        with self._database.transaction() as connection:
            return list(connection.scalars(query))

    def owners(self, ids: Sequence[str], scope: Scope | None = None) -> dict[str, Owner]:
        """Of which article each of those passages is that are live, within a scope, and when that was published."""
        found: dict[str, Owner] = {}
        owned = _OWNERS if scope is None else _OWNERS.where(*conditions(scope))
        with self._database.transaction() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                rows = connection.execute(owned, {"ids": ids[start : start + _AT_ONCE]})
                found |= {row.id: Owner(row.article_id, row.published) for row in rows}
        return found


def conditions(scope: Scope) -> Iterator[ColumnElement[bool]]:
    """What holds of a version within the scope."""
    if scope.published_after:
        yield versions.c.published >= scope.published_after
    if scope.published_before:
        yield versions.c.published <= scope.published_before
    if scope.publishers:
        yield versions.c.publisher.in_([name.casefold() for name in scope.publishers])
    if scope.article_ids:
        yield versions.c.article_id.in_(scope.article_ids)
    if scope.sections:
        yield versions.c.section.in_([name.casefold() for name in scope.sections])
