"""The time that a question names: "in 2022", "in March", "on 5 May", "last month", "three weeks ago". Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final[Sequence[str]] = tuple(
    "January February March April May June July August September October November December".split()
)
_DAYS: Final[Sequence[str]] = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_COUNTS: Final[Sequence[str]] = tuple("a one two three four five six seven eight nine ten eleven twelve".split())
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?![\d%]|[.,]\d)"
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})\b"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
# The small words before it make it the time of what is asked: "in 2018", and not "the 2018 World Cup". Months and days
# are names and have a capital letter.
_WITHIN: Final = r"\b(?i:in|during|throughout|of)(?i: early| mid| late| the (?:spring|summer|autumn|winter) of)?\s+"
_WRITTEN: Final = (
    re.compile(rf"\b(?i:on )?(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?"),
    re.compile(rf"\b(?i:on )?{_MONTH} {_DAY}(?:,? {_YEAR})?"),
    re.compile(rf"{_WITHIN}(?:{_MONTH}(?: of)?,?\s*)?{_YEAR}"),
    re.compile(rf"{_WITHIN}{_MONTH}"),
)
_NEAR: Final = re.compile(
    r"\b(?:(?:last|previous) (?P<span>month|year)"
    rf"|(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}) (?P<unit>day|week|month|year)s? ago)\b",
    re.IGNORECASE,
)
# "Dearer than a year ago", "what has changed since March": the time that something is compared with.
_COMPARES: Final = re.compile(r"\b(?:than|since|compared (?:with|to))\b[^,;.?!]*$", re.IGNORECASE)
_LENGTHS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both counted in."""

    first: date
    last: date

    def away(self, day: date) -> int:
        """How many days lie between it and a day: negative before it, 0 within."""
        return min(0, (day - self.first).days) or max(0, (day - self.last).days)


def named(question: str, asked: date | None) -> Period | None:
    """The first time that a question names; None where it names none, or one that needs `asked`, the day it is asked.

    A month or a day without a year is the last one that has begun. "Yesterday" and "last week" are none: what is fresh
    is likelier meant anyway.
    """
    return next(_named(question, asked), None)


def _named(question: str, asked: date | None) -> Iterator[Period]:
    for form in _WRITTEN:
        for found in _meant(form, question):
            given = found.groupdict()
            period = _written(given.get("year"), given.get("month"), given.get("day"), asked)
            if period:
                yield period
    if asked:
        yield from (_near(found, asked) for found in _meant(_NEAR, question))


def _meant(form: re.Pattern[str], question: str) -> Iterator[re.Match[str]]:
    return (found for found in form.finditer(question) if not _COMPARES.search(question[: found.start()]))


def _written(year: str | None, month: str | None, day: str | None, asked: date | None) -> Period | None:
    number = _MONTHS.index(month) + 1 if month else None
    if year or asked is None:
        return _stretch(int(year), number, day) if year else None
    begun = _stretch(asked.year, number, day)
    return begun if begun and begun.first <= asked else _stretch(asked.year - 1, number, day)


def _stretch(year: int, month: int | None, day: str | None) -> Period | None:
    """A day, a month or a year; None where the calendar has no such day."""
    try:
        if month and day:
            return Period(date(year, month, int(day)), date(year, month, int(day)))
        first, last = (month, month) if month else (1, 12)
        return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    except ValueError:
        return None


def _near(found: re.Match[str], asked: date) -> Period:
    if found["span"]:
        return _before(found["span"].lower(), asked)
    count = found["count"].lower()
    steps = max(1, _COUNTS.index(count)) if count in _COUNTS else int(count)
    length = _LENGTHS[found["unit"].lower()]
    day = asked - timedelta(days=steps * length)
    # "Three weeks ago" is within half a week of it.
    return Period(day - timedelta(days=length // 2), day + timedelta(days=length // 2))


def _before(span: str, asked: date) -> Period:
    """The month or the year before that of a day."""
    first = asked.replace(day=1) if span == "month" else date(asked.year, 1, 1)
    last = first - timedelta(days=1)
    return Period(last.replace(day=1) if span == "month" else date(last.year, 1, 1), last)
