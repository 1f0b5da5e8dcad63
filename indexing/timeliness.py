"""How timely an article is for a question: published shortly before it was asked, in the time it names, or last. Pure.

A soft filter: what was published at another time is ranked lower, and never left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexing.period import Period, named

FRESH_DAYS: Final = 14.0
# Within a named time an article counts so much, and what was published nearer to the question the rest.
WITHIN: Final = 0.7
# Of a subject that was not written of for so long, the articles are an archive.
ARCHIVED_DAYS: Final = 30
_ASKS_NEWEST: Final = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|current(?:ly)?|now|at the moment|these days|so far)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """What time a question is about: the days before `asked`, or a period that it names."""

    asked: date | None = None
    period: Period | None = None

    @classmethod
    def of(cls, question: str, asked: date | None, published: Iterable[date | None]) -> Timeliness:
        """That of a question asked on a day, where articles were found that were `published` on these days.

        Who asks an archive for the newest means what is newest in it. A period that nothing was published in is that of
        an event, and says nothing of when it was written of; one that has just passed is what any question is about.
        """
        days = [day for day in published if day]
        period = named(question, asked)
        if period and asked and period.away(asked) <= FRESH_DAYS:
            return cls(asked)
        if period and any(period.away(day) == 0 for day in days):
            return cls(asked, period)
        if period is None and _ASKS_NEWEST.search(question):
            newest = max((day for day in days if asked is None or day <= asked), default=None)
            if newest and (asked is None or (asked - newest).days > ARCHIVED_DAYS):
                return cls(newest)
        return cls(asked)

    def weight(self, published: date | None) -> float | None:
        """1 for the best day to be published on, falling to 0; None where the article or the question has no date."""
        if published is None:
            return None
        if self.period is None:
            return freshness(published, self.asked) if self.asked else None
        away = self.period.away(published)
        within = 0.0 if away < 0 else math.exp(-away / FRESH_DAYS)
        return within * (WITHIN + (1 - WITHIN) * freshness(published, self.asked))


def freshness(published: date | None, asked: date | None) -> float:
    """1 for an article of the day of the question, falling with its age; 0 without dates and for later articles."""
    if published is None or asked is None or published > asked:
        return 0.0
    return math.exp(-(asked - published).days / FRESH_DAYS)
