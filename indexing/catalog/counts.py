"""How much of the catalog answers, and how much waits."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from indexing.catalog.opening import EXPIRED, OF_LIVE, UNDER_EMBARGO
from indexing.catalog.tables import articles, passages

_LIVE = select(func.count()).select_from(articles).where(articles.c.live.is_not(None))
_STAGED = select(func.count()).select_from(articles).where(articles.c.staged.is_not(None))
_PASSAGES = select(func.count()).select_from(passages.join(articles, OF_LIVE))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles and passages answer, and how many articles wait to be indexed or may not be read now."""

    articles: int
    passages: int
    staged: int
    embargoed: int = 0
    expired: int = 0

    @classmethod
    def of(cls, connection: Connection) -> Counts:
        """Those of this moment."""
        return cls(*(connection.scalar(query) or 0 for query in (_LIVE, _PASSAGES, _STAGED, UNDER_EMBARGO, EXPIRED)))
