"""Dates: each date of a claim agrees with a date of its quotes in every part that the claim gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.answers import Reason

RULE = "date_not_found"
DIFFERS = "date_differs"

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS: dict[str, int] = {name: number for number, name in enumerate(_WEEKDAYS, start=1)}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\w.,]){_YEAR}-(?P<month_number>0[1-9]|1[0-2])-{_DAY}(?!\w)",
        rf"(?<!\w){_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?![\w%]|[.,]\d)",
        rf"(?<!\w){_MONTH}(?:\s+of)?,?\s+{_YEAR}(?!\w)",
        r"(?<!\w)(?P<decade>(?:1[5-9]|20)\d0)['’]?s(?!\w)",
        rf"(?<![\w.,$€£-]){_YEAR}(?![\w%]|[.,]\d|-\w*[a-z])",
        rf"(?<!\w){_MONTH}(?!\w)",
        r"(?<!\w)(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?(?!\w)",
    )
)
# "May" and "March" are verbs too: alone they are months only after such a word.
_BEFORE_A_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|to|through|during|before|after|early|late|mid|last|next|this|and|between)"
    r"[\s-]+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """As much of a date as a text gives at `start:end`; a part that it does not give is None."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    decade: int | None = None

    def agrees(self, other: "Day") -> bool:
        """Whether the other date gives every part of this one, equal; a year lies in its decade."""
        if self.decade is not None:
            return other.decade == self.decade
        mine = (self.year, self.month, self.day, self.weekday)
        theirs = (other.year, other.month, other.day, other.weekday)
        return all(part is None or part == given for part, given in zip(mine, theirs, strict=True))

    def parts(self) -> frozenset[str]:
        """The names of the parts that are given."""
        named = {"year": self.year, "month": self.month, "day": self.day, "weekday": self.weekday}
        return frozenset(name for name, part in named.items() if part is not None)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each date of the claim that no date of the evidence agrees with.

    The rule is DIFFERS where the evidence gives another date with the same parts, RULE where it gives none.
    """
    given = tuple(dates(evidence))
    return tuple(
        _reason(claim, day, given, evidence) for day in dates(claim) if not any(day.agrees(one) for one in given)
    )


def dates(text: str) -> Iterator[Day]:
    """The dates of a text; the longest reading of a stretch is the only one."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if match.group() in ("May", "March") and not _BEFORE_A_MONTH.search(
                text[max(0, match.start() - 12) : match.start()]
            ):
                continue
            taken.append(match.span())
            yield _day(match)


def _day(match: re.Match[str]) -> Day:
    parts = match.groupdict()
    month = parts.get("month")
    weekday = parts.get("weekday")
    return Day(
        *match.span(),
        year=_whole(parts.get("year")),
        month=_whole(parts.get("month_number")) or (_month(month) if month else None),
        day=_whole(parts.get("day")),
        weekday=_WEEKDAY_NUMBERS[weekday.casefold()] if weekday else None,
        decade=_whole(parts.get("decade")),
    )


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(name: str) -> int:
    start = name.casefold()[:3]
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(start))


def _reason(claim: str, day: Day, given: tuple[Day, ...], evidence: str) -> Reason:
    said = claim[day.start : day.end]
    other = next((one for one in given if day.parts() and day.parts() <= one.parts()), None)
    if other is None:
        return Reason(rule=RULE, message=f"The date {said} is not in the cited text.", claim_span=(day.start, day.end))
    there = evidence[other.start : other.end]
    return Reason(
        rule=DIFFERS,
        message=f"The claim says {said}, the cited text {there}.",
        claim_span=(day.start, day.end),
        evidence=there,
    )
