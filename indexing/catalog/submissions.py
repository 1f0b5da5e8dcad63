"""What was handed in, and what has become of it: told by the catalog itself, so that no crash makes it untrue."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from indexing.articles import Article, Passage
from indexing.catalog import steps
from indexing.catalog.steps import Known
from indexing.catalog.tables import submissions
from indexing.database import Database

KEPT = timedelta(days=7)


class Fate(StrEnum):
    """What has become of one article that was handed in or out."""

    WAITING = "waiting"
    INDEXED = "indexed"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Put:
    """An article to take in, with the passages to be indexed."""

    article: Article
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """An article to take out."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that cannot be taken in, with the sentence that says why."""

    article_id: str
    reason: str


Submitted = Put | Removal | Refusal


@dataclass(frozen=True, slots=True)
class Item:
    """One change of a submission. `version` is that of an article taken in, `ended` what is settled for good."""

    article_id: str
    version: str | None = None
    ended: Fate | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Changes that were acknowledged together, in their order, with what has become of each."""

    id: str
    at: datetime
    items: tuple[Item, ...]
    fates: tuple[Fate, ...]

    @property
    def waiting(self) -> int:
        """How many articles are not indexed yet."""
        return self.fates.count(Fate.WAITING)


class Submissions:
    """The changes that were handed in over the last days."""

    def __init__(self, database: Database) -> None:
        """Those of an open database."""
        self._database = database

    def submit(
        self, changes: Sequence[Submitted], allowed: Callable[[Known | None], None] = lambda _: None
    ) -> Submission:
        """Make changes, in order, in one transaction: what is put is staged, what is removed answers no more.

        `allowed` is shown what is held of the first article before anything is changed, and raises what it will.
        """
        moment = steps.now()
        submission_id = secrets.token_hex(12)
        with self._database.change() as connection:
            if changes:
                allowed(steps.known(connection, _id(changes[0])))
            items = tuple(_made(connection, change) for change in changes)
            connection.execute(delete(submissions).where(submissions.c.at < moment - KEPT))
            told = json.dumps([asdict(item) for item in items], ensure_ascii=False)
            connection.execute(insert(submissions).values(id=submission_id, at=moment, items=told))
            return Submission(submission_id, moment, items, _fates(connection, items))

    def find(self, submission_id: str) -> Submission | None:
        """What was handed in under this id, as it stands now; None where nothing was, or long ago."""
        with self._database.transaction() as connection:
            query = select(submissions).where(submissions.c.id == submission_id)
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            items = tuple(map(_item, json.loads(row.items)))
            return Submission(row.id, row.at, items, _fates(connection, items))


def _id(change: Submitted) -> str:
    return change.article.id if isinstance(change, Put) else change.article_id


def _made(connection: Connection, change: Submitted) -> Item:
    match change:
        case Put(article, passages):
            steps.stage(connection, article, passages)
            return Item(article.id, article.version)
        case Removal(article_id):
            gone = steps.remove(connection, [article_id])
            return Item(article_id, ended=Fate.REMOVED if gone else Fate.UNKNOWN)
        case Refusal(article_id, reason):
            return Item(article_id, ended=Fate.FAILED, reason=reason)


def _item(told: dict[str, str | None]) -> Item:
    ended = told["ended"]
    return Item(str(told["article_id"]), told["version"], Fate(ended) if ended else None, told["reason"])


def _fates(connection: Connection, items: Sequence[Item]) -> tuple[Fate, ...]:
    found = {row.id: row for row in steps.held(connection, [item.article_id for item in items])}
    return tuple(item.ended or _fate(item, found.get(item.article_id)) for item in items)


def _fate(item: Item, row: steps.Held | None) -> Fate:
    if row is None:
        return Fate.SUPERSEDED
    match item.version:
        case row.staged:
            return Fate.WAITING
        case row.live:
            return Fate.INDEXED
        case _:
            return Fate.SUPERSEDED
