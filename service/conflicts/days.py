"""On which day? One event that articles put on different days."""

import re
from collections.abc import Sequence

from service.conflicts.places import Place, answering, of_one_time, subjects
from service.verification.dates import Day, dates
from service.wording import content

_ASKS = re.compile(
    r"^(?:when|(?:on )?(?:what|which) (?:day|date))\b.*\b(?:did|was|were|is|will|has|do|does)\b", re.IGNORECASE
)
_NOT_SUBJECTS = content("when what which day date happen happened take place begin began held start started")


def asks(question: str) -> bool:
    """Whether the question asks for a day."""
    return bool(_ASKS.search(question.strip()))


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence for each day, of different articles; a year alone or a weekday agrees with a whole date."""
    best: list[tuple[Day, Place]] = []
    for place in answering(question, subjects(question) - _NOT_SUBJECTS, places):
        given = [day for day in dates(place.quote.text) if {"month", "day"} <= day.parts()]
        known = {other.article for _, other in best}
        if len(given) == 1 and place.article not in known and not any(_same(given[0], day) for day, _ in best):
            best.append((given[0], place))
    return of_one_time(tuple(place for _, place in best))


def _same(one: Day, other: Day) -> bool:
    same_year = one.year is None or other.year is None or one.year == other.year
    return (one.month, one.day) == (other.month, other.day) and same_year
