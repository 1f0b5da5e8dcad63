"""Boilerplate: the asides of several articles of one publisher, as the catalog holds them at the moment of a search.

The texts stay as they are, and so do versions, passages and their ids, whatever other articles say: a line is refused
where passages are read for a question. So it is refused in old articles too as soon as it is known, and it is text
again when too few articles are left that say it. It still weighs in the ranking of the passage that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, distinct, func, insert, select

from indexing.articles import Fields, Passage
from indexing.boilerplate import Paper, asides, keys, without
from indexing.catalog import likenesses as tables
from indexing.database import Database

SEVERAL: Final = 5
"""How many articles on different matters say the same aside where it is boilerplate."""

# So many are noted of one aside: they are enough to know it by, and few enough to be counted in each search.
_MOST: Final = 100
_AT_ONCE: Final = 500
# Copies of one report are one voice.
_MATTERS: Final = func.count(distinct(func.coalesce(tables.likenesses.c.story, -tables.likenesses.c.number)))
_KEY: Final = tables.asides.c.key
_THESE: Final = _KEY.in_(bindparam("keys", expanding=True))
# Named once, so that a query is put into SQL once.
_FULL: Final = select(_KEY).where(_THESE).group_by(_KEY).having(func.count() >= _MOST)
_SAID: Final = (
    select(_KEY)
    .join(tables.likenesses, tables.likenesses.c.number == tables.asides.c.number)
    .where(_THESE)
    .group_by(_KEY)
    .having(_MATTERS >= SEVERAL)
)


def note(connection: Connection, number: int, text: str, fields: Fields) -> None:
    """Note the asides of an article that has just been placed among the others."""
    own = sorted(asides(text, fields))
    known = set(connection.scalars(_FULL, {"keys": own})) if own else set[int]()
    if rows := [{"key": key, "number": number} for key in own if key not in known]:
        connection.execute(insert(tables.asides), rows)


class Boilerplate:
    """What can be read of it."""

    def __init__(self, database: Database) -> None:
        """That of an open catalog."""
        self._database = database

    def taken_out(self, found: Mapping[str, tuple[Passage, Fields]]) -> dict[str, tuple[Passage, ...]]:
        """What each of the passages says beside the boilerplate of its publisher, in one stretch or several, by id."""
        papers = {key: Paper.of(fields) for key, (_, fields) in found.items()}
        known = self._among(line for key, (passage, _) in found.items() for line in keys(passage, papers[key]))
        return {key: without(passage, papers[key], known) for key, (passage, _) in found.items()}

    def _among(self, lines: Iterable[int]) -> set[int]:
        wanted, known = list(dict.fromkeys(lines)), set[int]()
        with self._database.transaction() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                known.update(connection.scalars(_SAID, {"keys": wanted[start : start + _AT_ONCE]}))
        return known
