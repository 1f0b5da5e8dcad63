"""Live articles put into stories, one by one: each is compared with the few that have a key in common with it.

Their asides are noted with them, of which boilerplate is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from indexing.catalog import boilerplate
from indexing.catalog.likenesses import bands, copied, likenesses
from indexing.catalog.opening import LIVE
from indexing.catalog.rows import fields_of
from indexing.catalog.tables import articles, versions
from indexing.database import Database
from indexing.likeness import Report

_AT_ONCE: Final = 64
# Candidates that are compared, those with most keys in common first: of a report that hundreds carry these are enough.
_MOST: Final = 20
# A book is compared by its beginning: so many bytes hold the longest report.
_BYTES: Final = 200_000
_BEGINNING = func.substr(versions.c.text, 1, _BYTES, type_=versions.c.text.type).label("text")
_PLACED = and_(likenesses.c.number == articles.c.number, likenesses.c.version == articles.c.live)

_SHARED = func.count().label("shared")
_FEW = (
    select(bands.c.number)
    .where(bands.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(bands.c.number)
    .order_by(_SHARED.desc(), bands.c.number)
    .limit(_MOST)
    .subquery()
)
# Named once, so that it is put into SQL once.
_NEAR = (
    select(articles.c.number, _BEGINNING, versions.c.published)
    .join(versions, LIVE)
    .join(_FEW, _FEW.c.number == articles.c.number)
)


class Clustering:
    """Makes the stories follow what is live. Each step can be done again: after a crash the next run finishes."""

    def __init__(self, database: Database) -> None:
        """Write to an open catalog."""
        self._database = database

    def clear(self) -> None:
        """Take out what answers no more; who carried a story with it stays together as far as they are copies."""
        gone = select(likenesses.c.number, likenesses.c.story).outerjoin(articles, _PLACED)
        with self._database.change() as connection:
            rows = connection.execute(gone.where(articles.c.number.is_(None))).all()
            for start in range(0, len(rows), _AT_ONCE):
                these = [row.number for row in rows[start : start + _AT_ONCE]]
                connection.execute(delete(likenesses).where(likenesses.c.number.in_(these)))
            for story in {row.story for row in rows} - {None}:
                _told_apart(connection, story)

    def take_in(self, ids: Sequence[str] | None = None) -> None:
        """Find the story of each of these live articles, or of all, whose version has not been compared yet."""
        after = 0
        while (last := self._next(ids, after)) is not None:
            after = last

    def forget(self) -> None:
        """Begin afresh."""
        with self._database.change() as connection:
            connection.execute(delete(likenesses))

    def _next(self, ids: Sequence[str] | None, after: int) -> int | None:
        """Take in the next few; the number of the last of them."""
        with self._database.change() as connection:
            rows = connection.execute(_waiting(ids, after)).all()
            for row in rows:
                _place(connection, row)
        return rows[-1].number if rows else None


def _waiting(ids: Sequence[str] | None, after: int) -> Any:
    query = (
        select(articles.c.number, articles.c.live, _BEGINNING, versions.c.fields)
        .join(versions, LIVE)
        .outerjoin(likenesses, likenesses.c.number == articles.c.number)
        .where(likenesses.c.number.is_(None), articles.c.number > after)
        .order_by(articles.c.number)
        .limit(_AT_ONCE)
    )
    return query if ids is None else query.where(articles.c.id.in_(ids))


def _place(connection: Connection, row: Row[Any]) -> None:
    """Note the keys of an article, compare it, and put it into the story of its copies, which it may join to one."""
    text, fields = _text(row.text), fields_of(row.fields)
    report = Report.of(text, fields.published)
    connection.execute(insert(likenesses).values(number=row.number, version=row.live))
    boilerplate.note(connection, row.number, text, fields)
    keys = sorted(set(report.keys()))
    if not keys:
        return
    alike = [number for number, other in _candidates(connection, keys).items() if report.copies(other)]
    connection.execute(insert(bands), [{"key": key, "number": row.number} for key in keys])
    if alike:
        connection.execute(insert(copied), [{"one": number, "other": row.number} for number in alike])
        _put_together(connection, [*alike, row.number])


def _candidates(connection: Connection, keys: Sequence[int]) -> Mapping[int, Report]:
    rows = connection.execute(_NEAR, {"keys": keys})
    return {row.number: Report.of(_text(row.text), row.published) for row in rows}


def _text(beginning: bytes) -> str:
    # Half a character at the end is left out.
    return bytes(beginning).decode("utf-8", "ignore")


def _put_together(connection: Connection, numbers: Sequence[int]) -> None:
    """Make one story of some articles and of the stories that they carry."""
    these = likenesses.c.number.in_(numbers)
    query = select(likenesses.c.story).where(these, likenesses.c.story.is_not(None)).distinct()
    stories = list(connection.scalars(query))
    story = min([*numbers, *stories])
    connection.execute(update(likenesses).where(or_(these, likenesses.c.story.in_(stories))).values(story=story))


def _told_apart(connection: Connection, story: int) -> None:
    """Give those who are left of a story the stories that they still make."""
    own = likenesses.c.story == story
    members = connection.scalars(select(likenesses.c.number).where(own)).all()
    of_members = select(copied.c.one, copied.c.other).join(likenesses, likenesses.c.number == copied.c.one).where(own)
    pairs = [(row.one, row.other) for row in connection.execute(of_members)]
    connection.execute(update(likenesses).where(own).values(story=None))
    for together in _components(members, pairs):
        if len(together) > 1:
            _put_together(connection, together)


def _components(members: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The members, each with those that it hangs together with."""
    group = {member: [member] for member in members}
    for one, other in pairs:
        if group[one] is not group[other]:
            group[one] += group[other]
            for member in group[other]:
                group[member] = group[one]
    return list({id(each): each for each in group.values()}.values())
