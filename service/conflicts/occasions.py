"""Do two sentences speak of one occasion? Talks and finals recur: other dates or rounds are other events. Pure."""

import re

from service.conflicts.places import Place
from service.verification.dates import Day, dates

_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.IGNORECASE
)


def apart(one: Place, other: Place) -> bool:
    """Whether the sentences give dates none of which agree, or ordinal numbers none of which are equal."""
    mine, theirs = tuple(dates(one.quote.text)), tuple(dates(other.quote.text))
    if mine and theirs and not any(_may_be_one(day, there) for day in mine for there in theirs):
        return True
    first, second = _ordinals(one.quote.text), _ordinals(other.quote.text)
    return bool(first and second) and not first & second


def _may_be_one(day: Day, other: Day) -> bool:
    parts = ("year", "month", "day", "weekday", "decade")
    given = [(getattr(day, part), getattr(other, part)) for part in parts]
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in given)


def _ordinals(text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in _ORDINAL.findall(text))
