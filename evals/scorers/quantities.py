"""The numbers and dates of a text as values, so that "7" equals "seven" and "24 February" equals "Feb. 24".

Written for the evals alone: the service has its own, and neither may lean on the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_WORDS: dict[str, int | Decimal] = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {word: value for value, word in enumerate(_ORDINALS)}
    | {word + "s": value for value, word in enumerate(_ORDINALS) if value > 2}
    | {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25"), "dozen": 12, "twice": 2}
)
_WORD = "|".join(sorted((*_WORDS, *_SCALES), key=len, reverse=True))
_WORD_RUN = re.compile(rf"\b(?:{_WORD})(?:(?:[\s-]+|\s+and\s+(?<=hundred and ))(?:{_WORD}))*\b", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?:st|nd|rd|th|s)\b|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|k|mn|m|bn|tn)\b)?",
    re.IGNORECASE,
)

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join([*_MONTHS, *(f"{month[:3]}\\.?" for month in _MONTHS), "sept\\.?"])
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DATES = (
    re.compile(r"(?<!\d)(?P<year>[12]\d{3})[-/](?P<number>[01]?\d)[-/](?P<day>[0-3]?\d)(?!\d)"),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)(?:,?\s+(?P<year>[12]\d{{3}})\b)?", re.IGNORECASE),
    re.compile(
        rf"\b(?P<month>{_MONTH})\s+{_DAY}(?![\d%])(?!\.\d)(?:,?\s+(?P<year>[12]\d{{3}})\b)?",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>[12]\d{{3}})\b", re.IGNORECASE),
    re.compile(rf"\b(?:in|since|by|until|last|next|early|late|mid|this)[\s-]+(?P<month>{_MONTH})(?!\w)", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as a text gives it; `start:end` is where."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    def within(self, other: "PartialDate") -> bool:
        """Whether `other` says all that this date says, and the same."""
        return (
            self.month == other.month
            and (self.year is None or self.year == other.year)
            and (self.day is None or self.day == other.day)
        )


def dates(text: str) -> list[PartialDate]:
    """The dates of a text that name a month, in the order of the patterns; none overlaps another."""
    found: list[PartialDate] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_date(match))
    return found


def numbers(text: str) -> Iterator[tuple[str, Decimal]]:
    """Each number outside dates, as written and as a value. "One", "first", "second" alone seldom count: left out."""
    for date in dates(text):
        text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    for match in _DIGITS.finditer(text):
        yield match.group().strip(), _scaled(match)
    for match in _WORD_RUN.finditer(text):
        before = text[: match.start()].rstrip()
        if match.group().lower() not in {"one", "first", "second"} and not before[-1:].isdigit():
            yield match.group(), _spoken(match.group())


def values(text: str) -> set[Decimal]:
    """All values that a text can be said to give: runs of words whole and in parts, digits with and without scale."""
    found = {_scaled(match) for match in _DIGITS.finditer(text)}
    found |= {_plain(match) for match in _DIGITS.finditer(text)}
    for run in _WORD_RUN.finditer(text):
        found.add(_spoken(run.group()))
        found |= {_spoken(word) for word in re.findall(r"[A-Za-z]+", run.group()) if word.lower() != "and"}
    for date in dates(text):
        found |= {Decimal(part) for part in (date.year, date.day) if part is not None}
    return found


def _date(match: re.Match[str]) -> PartialDate:
    groups = match.groupdict()
    month = groups.get("month")
    number = int(groups["number"]) if month is None else _month_number(month)
    year, day = groups.get("year"), groups.get("day")
    return PartialDate(int(year) if year else None, number, int(day) if day else None, match.start(), match.end())


def _month_number(name: str) -> int:
    return 1 + [month[:3] for month in _MONTHS].index(name[:3].lower())


def _plain(match: re.Match[str]) -> Decimal:
    return Decimal(match["digits"].replace(",", ""))


def _scaled(match: re.Match[str]) -> Decimal:
    scale = (match["scale"] or "").lower()
    return _plain(match) * (_SCALES.get(scale) or _SHORT_SCALES.get(scale) or 1)


def _spoken(run: str) -> Decimal:
    """The value of a run of number words: "two hundred and five thousand" is 205,000."""
    total = part = Decimal(0)
    for word in re.findall(r"[a-z]+", run.lower()):
        if word == "hundred":
            part = max(part, Decimal(1)) * 100
        elif word in _SCALES:
            total, part = total + max(part, Decimal(1)) * _SCALES[word], 0
        elif word in _WORDS:
            part += _WORDS[word]
    return total + part
