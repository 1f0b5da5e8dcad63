"""Quantities of a text: their exact values, in digits or in words, and what they count."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from service.verification.dates import dates
from service.wording import stem


def _valued(spelled: str, values: Iterable[int]) -> dict[str, int]:
    return dict(zip(spelled.split(), values, strict=True))


_UNITS = _valued(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
    range(20),
)
_TENS = _valued("twenty thirty forty fifty sixty seventy eighty ninety", range(20, 100, 10))
_ORDINALS = _valued(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth",
    range(1, 20),
) | {f"{word[:-1]}ieth": value for word, value in _TENS.items()}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₴": "hryvnia", "₽": "ruble"}
_MONEY = frozenset({"dollar", "euro", "pound", "yen", "yuan", "hryvnia", "ruble", "roubl", "rubl", "cent", "buck"})
_PERIODS = frozenset("year month week day hour minute decade century term round phase time quarter stage".split())

_CARDINAL = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(_SCALES)
_DIGITS = re.compile(
    r"(?:(?P<currency>(?:US|AU|CA|A|C)?[$€£¥₴₽])\s?)?(?<![\d.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|/(?P<below>\d+)(?![\d/])"
    r"|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion)s?\b|\s?(?P<short>k|mn|m|bn|b|tn)\b)?"
    r"(?P<percent>\s?(?:%|percent\b|per\s?cent\b))?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?:(?:{_CARDINAL}|{_SCALE}|an?(?=\s+(?:{_SCALE}|dozen)\b))(?:(?:\s+and\s+|[\s-]+)(?:{_CARDINAL}|{_SCALE}))*"
    rf"(?:[\s-](?:{'|'.join(_ORDINALS)}))?(?P<dozen>\s+dozen)?|{'|'.join(_ORDINALS)}|dozen)\b"
    r"(?P<percent>\s?(?:%|percent\b|per\s?cent\b))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:(?P<above>{_CARDINAL}|an?)[\s-])?(?P<part>half|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
    r"(?!-)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|dozens|scores)\s+of\s+)?(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)\b"
    r"(?!\s+of\s+(?:thousands|millions|billions))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:-|\s+(?:of\s+)?)?(?:(?:more|other|new|full|square|cubic|consecutive|straight)\s+)?([^\W\d_]+)"
)


class Kind(StrEnum):
    """What sort of quantity it is; only quantities of one sort compare."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    ORDINAL = "ordinal"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start:end` of a text: its exact value (a share as part of one), the stem of the word after it."""

    kind: Kind
    value: Fraction
    unit: str
    start: int
    end: int


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order, its dates left out. The longest reading of a stretch is the only one."""
    taken = [(day.start, day.end) for day in dates(text)]
    found: list[Quantity] = []
    for form in (_vague, _shares, _digits, _spelled):
        for quantity in form(text):
            if not any(quantity.start < end and start < quantity.end for start, end in taken):
                taken.append((quantity.start, quantity.end))
                found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _vague(text: str) -> Iterator[Quantity]:
    sizes = {"ten": 10, "dozen": 12, "score": 20} | _SCALES
    for match in _VAGUE.finditer(text):
        value = 1
        for word in match.group().casefold().split():
            value *= sizes.get(word.removesuffix("s"), 1)
        yield Quantity(Kind.VAGUE, Fraction(value), _unit(text, match.end()), *match.span())


def _shares(text: str) -> Iterator[Quantity]:
    for match in _SHARE.finditer(text):
        above, part = match.group("above"), match.group("part").casefold()
        below = _PARTS[part if part in _PARTS else part.removesuffix("s")]
        ordinal = below not in (2, 4) or part == "fourth"
        if above is None and ordinal:
            continue  # "the third" counts; only "a third" and "two thirds" are shares
        if above and above.casefold() in ("a", "an") and _is_period(_unit(text, match.end())):
            continue  # "a third year"
        if below == 4 and (above is None or not text[match.end() :].lstrip().startswith("of")) and part == "quarter":
            continue  # "a quarter" of the year
        over = 1 if above is None or above.casefold() in ("a", "an") else _cardinal([above.casefold()])
        yield Quantity(Kind.SHARE, Fraction(over, below), "", *match.span())


def _digits(text: str) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(text):
        value = Fraction(match.group("digits").replace(",", ""))
        scale = match.group("scale") or match.group("short")
        if scale:
            value *= (_SCALES | _SHORT_SCALES)[scale.casefold()]
        below = match.group("below")
        unit = _unit(text, match.end())
        currency = match.group("currency")
        if match.group("percent"):
            yield Quantity(Kind.SHARE, value / 100, "", *match.span())
        elif below and int(below) > value:
            yield Quantity(Kind.SHARE, value / int(below), "", *match.span())
        elif match.group("ordinal"):
            yield Quantity(Kind.ORDINAL, value, unit, *match.span())
        elif currency or unit in _MONEY:
            yield Quantity(Kind.MONEY, value, _CURRENCIES[currency[-1]] if currency else unit, *match.span())
        else:
            yield Quantity(Kind.COUNT, value, unit, *match.span())


def _spelled(text: str) -> Iterator[Quantity]:
    for match in _SPELLED.finditer(text):
        spelled = re.split(r"[\s-]+", re.sub(r"\s?(?:%|per\s?cent)$", "", match.group().casefold()))
        unit = _unit(text, match.end())
        if match.group("percent"):
            yield Quantity(Kind.SHARE, Fraction(_cardinal(spelled), 100), "", *match.span())
        elif spelled[-1] in _ORDINALS:
            # "first" and "second" mostly order a text; with a period they count.
            if len(spelled) > 1 or _ORDINALS[spelled[0]] > 2 or _is_period(unit):
                yield Quantity(Kind.ORDINAL, Fraction(_cardinal(spelled)), unit, *match.span())
        elif spelled == ["one"] and not _is_period(unit):
            continue  # "one of them", "one-sided"
        else:
            kind = Kind.MONEY if unit in _MONEY else Kind.COUNT
            yield Quantity(kind, Fraction(_cardinal(spelled)), unit, *match.span())


def _cardinal(spelled: Sequence[str]) -> int:
    """The value of spelled-out number words: "three hundred and five thousand" is 305,000."""
    total = current = 0
    for word in spelled:
        if word in _SCALES and word != "hundred":
            total += max(current, 1) * _SCALES[word]
            current = 0
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * (100 if word == "hundred" else 12)
        else:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0) + _ORDINALS.get(word, 0)
    return total + current


def _unit(text: str, end: int) -> str:
    match = _COUNTED.match(text, end)
    return stem(match.group(1)) if match else ""


def _is_period(unit: str) -> bool:
    return unit in {stem(period) for period in _PERIODS}
