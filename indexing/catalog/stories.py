"""Stories: which of the articles that may be read now carry the same report, and which of them speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, select

from indexing.catalog.likenesses import likenesses
from indexing.catalog.opening import LIVE, OPEN
from indexing.catalog.rows import fields_of, text_of
from indexing.catalog.scoping import conditions
from indexing.catalog.tables import articles, versions
from indexing.database import Database
from indexing.hits import Copy

if TYPE_CHECKING:
    from indexing.search import Scope

_AT_ONCE: Final = 500
# So many carriers are read for each story on average: a report that hundreds carry does not stop a search.
_MOST: Final = 50
_PLACED = and_(likenesses.c.number == articles.c.number, likenesses.c.version == articles.c.live)


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """How many stories several articles carry, and how many articles are copies beside the one that speaks."""

    stories: int
    copies: int


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks for whom, of the articles that were found: of each story the original."""

    stories: Mapping[str, int]
    speakers: Mapping[int, str]

    def of(self, article_id: str) -> str:
        """The article that speaks for this one, which may be itself."""
        story = self.stories.get(article_id)
        return article_id if story is None else self.speakers[story]


class Stories:
    """What can be read of the stories. Changes are made by `indexing.catalog.clustering`."""

    def __init__(self, database: Database) -> None:
        """The stories of an open catalog."""
        self._database = database

    def voices(self, article_ids: Iterable[str]) -> Voices:
        """Of each story among some articles the one that speaks: published first, else of most text."""
        ids, found = list(dict.fromkeys(article_ids)), list[_Member]()
        with self._database.transaction() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                query = _MEMBERS.where(articles.c.id.in_(ids[start : start + _AT_ONCE]))
                found += [_Member(*row) for row in connection.execute(query)]
        first = sorted(found, key=lambda one: one.rank, reverse=True)
        return Voices({one.id: one.story for one in found}, {one.story: one.id for one in first})

    def carriers(self, stories: Iterable[int], scope: Scope) -> dict[int, list[Copy]]:
        """The articles within a scope that carry these stories with their texts, who published first before others."""
        wanted = list(stories)
        within = (likenesses.c.story.in_(wanted), OPEN, *conditions(scope))
        query = _CARRIERS.where(*within).limit(_MOST * len(wanted))
        found = dict[int, list[Copy]]()
        with self._database.transaction() as connection:
            for row in connection.execute(query):
                found.setdefault(row.story, []).append(Copy(row.id, fields_of(row.fields), text_of(row.text)))
        return found

    def counts(self) -> StoryCounts:
        """How many stories there are, and how many copies."""
        with self._database.transaction() as connection:
            carried = [row.carriers for row in connection.execute(_CARRIED)]
        return StoryCounts(len(carried), sum(carried) - len(carried))


@dataclass(frozen=True, slots=True)
class _Member:
    id: str
    story: int
    published: date | None
    length: int

    @property
    def rank(self) -> tuple[bool, date, int, str]:
        """The least speaks."""
        return self.published is None, self.published or date.min, -self.length, self.id


_OF_STORIES = (
    select(articles.c.id, likenesses.c.story)
    .join(likenesses, _PLACED)
    .join(versions, LIVE)
    .where(likenesses.c.story.is_not(None))
)
_MEMBERS = _OF_STORIES.add_columns(versions.c.published, func.length(versions.c.text))
_CARRIED = (
    select(func.count().label("carriers"))
    .select_from(likenesses.join(articles, _PLACED).join(versions, LIVE))
    .where(likenesses.c.story.is_not(None), OPEN)
    .group_by(likenesses.c.story)
    .having(func.count() > 1)
)
_CARRIERS = _OF_STORIES.add_columns(versions.c.fields, versions.c.text).order_by(
    versions.c.published.is_(None), versions.c.published, articles.c.id
)
