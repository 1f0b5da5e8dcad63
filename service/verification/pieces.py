"""A sentence in the pieces that can be true or false by themselves: words, and dates and numbers whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from service.verification.dates import Day, dates
from service.verification.names import proper
from service.verification.quantities import Quantity, quantities
from service.wording import Word, words

_CONTRACTED = re.compile(r"(?P<verb>\w*?)n['’]t$|(?P<can>can)not$", re.IGNORECASE)
_FULL = {"ca": "can", "wo": "will", "sha": "shall"}
_ARTICLES = frozenset({"a", "an", "the"})


class Sort(StrEnum):
    """What a piece is."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text at `start:end`; equal keys say the same. `value` is what a date or number was read as."""

    key: str
    text: str
    start: int
    end: int
    sort: Sort
    tells: bool
    value: Day | Quantity | None = None


@lru_cache(maxsize=2_000)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in order, without articles. "Isn't" is two pieces, "is" and "not"."""
    values = [*(_dated(text, one) for one in dates(text)), *(_counted(text, one) for one in quantities(text))]
    named = {word.start for word in proper(text)}
    taken = [(one.start, one.end) for one in values]
    found = [
        piece
        for word in words(text)
        if not any(start < word.end and word.start < end for start, end in taken)
        for piece in _worded(word, word.start in named)
    ]
    return tuple(sorted((*found, *values), key=lambda one: (one.start, one.end)))


def _worded(word: Word, named: bool) -> Iterator[Piece]:
    if word.text.casefold() in _ARTICLES:
        return
    contracted = _CONTRACTED.match(word.text)
    if contracted:
        verb = (contracted["verb"] or contracted["can"] or "").casefold()
        if verb:  # some texts write "is n't"
            yield Piece(_FULL.get(verb, verb), word.text, word.start, word.end, Sort.WORD, False)
        yield Piece("not", word.text, word.start, word.end, Sort.WORD, False)
        return
    sort = Sort.NAME if named else Sort.WORD
    yield Piece(word.stem, word.text, word.start, word.end, sort, word.carries_content and word.stem != "s")


def _dated(text: str, day: Day) -> Piece:
    parts = (day.year, day.month, day.day, day.weekday, day.decade)
    return Piece(f"date {parts}", text[day.start : day.end], day.start, day.end, Sort.DATE, True, day)


def _counted(text: str, one: Quantity) -> Piece:
    # "7" and "seven" are one; what they count stands beside them as a word, but a currency is read with its sign.
    unit = one.unit if one.kind == "money" else ""
    said = text[one.start : one.end]
    return Piece(f"{one.kind} {one.value} {unit}", said, one.start, one.end, Sort.NUMBER, True, one)
