"""The changes of the catalog in their order, for those who follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from indexing.catalog import steps
from indexing.catalog.tables import changes
from indexing.database import Database


@dataclass(frozen=True, slots=True)
class Lag:
    """How far one is behind: the changes that were not followed yet, and the age in seconds of the first of them."""

    changes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Changes that follow each other: the articles concerned, and the revision after the last one."""

    article_ids: Sequence[str]
    revision: int


class Feed:
    """What became of articles, change by change. One writer at a time makes them, so they are committed in order."""

    def __init__(self, database: Database) -> None:
        """The changes in an open database."""
        self._database = database

    def after(self, revision: int, limit: int) -> Stretch | None:
        """Up to `limit` changes after a revision; None where there are none."""
        query = select(changes.c.revision, changes.c.article_id).where(changes.c.revision > revision)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(changes.c.revision).limit(limit)).all()
        return Stretch(list(dict.fromkeys(row.article_id for row in rows)), rows[-1].revision) if rows else None

    def lag(self, revision: int) -> Lag:
        """How far behind the state after a revision is."""
        query = select(func.count(), func.min(changes.c.at)).where(changes.c.revision > revision)
        with self._database.transaction() as connection:
            count, first = connection.execute(query).one()
        return Lag(count, max(0.0, (steps.now() - first).total_seconds())) if count else Lag()
