"""Dates moved."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, drawn, replaced

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE = re.compile(
    rf"\b(?P<day>{'|'.join(_DAYS)})\b|\b(?P<month>{'|'.join(_MONTHS)})\b(?=\s\d|\.\s\d)|(?<=[a-z] )(?P<alone>"
    rf"{'|'.join(_MONTHS)})\b|(?<=[A-Za-z] )(?P<year>(?:19|20)\d\d)\b(?!\s\w+s\b)|(?:{'|'.join(_MONTHS)}) "
    r"(?P<of>[12]\d|3[01]|[1-9])\b(?!,\d)"
)
_RELATIVE = {
    "yesterday": "today", "last week": "last month", "last month": "last week", "last year": "two years ago",
    "next week": "next month", "next month": "next year", "next year": "next month", "this year": "last year",
    "this week": "last week", "this month": "last month", "earlier this week": "last month", "tomorrow": "next week",
}  # fmt: skip
_WHEN = re.compile(rf"\b(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})\b")


def shifted(sentence: Sentence, chance: random.Random) -> str | None:
    """Another weekday, month, year or day of the month, or "last month" for "last week"."""
    match = drawn(_DATE, sentence.text, chance)
    if match is None:
        when = drawn(_WHEN, sentence.text, chance)
        return replaced(sentence.text, when, _RELATIVE[when.group()]) if when else None
    kind = match.lastgroup or "day"
    old = match.group(kind)
    return replaced(sentence.text, match, _moved(kind, old, chance), kind)


def _moved(kind: str, old: str, chance: random.Random) -> str:
    match kind:
        case "day":
            return chance.choice([one for one in _DAYS if one != old])
        case "year":
            return str(int(old) + chance.choice((-10, -4, -3, -2, -1, 1, 2)))
        case "of":
            return str(chance.choice([one for one in range(1, 29) if one != int(old)]))
        case _:
            return chance.choice([one for one in _MONTHS if one != old])
