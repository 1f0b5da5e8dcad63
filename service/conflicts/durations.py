"""How long has it lasted? Sentences that give one event lengths that exclude each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.conflicts.places import Place, is_event, named, names, subjects
from service.verification.quantities import Kind, Quantity, quantities
from service.wording import content, stem

_ASKS = re.compile(
    r"\bhow (?:long|many (?:years|months|weeks|days))\b(?! (?:can|will|should|would|must|might|could)\b)"
    r".*\b(?:has|have|had|did|been|lasted|going|was|were|since)\b",
    re.IGNORECASE,
)
_PER_YEAR = {stem("years"): 1.0, stem("months"): 12.0, stem("weeks"): 52.18, stem("days"): 365.25, stem("decades"): 0.1}
_MORE = re.compile(r"\b(?:more than|over|at least|longer than|upwards of|exceeding|past)\s+$", re.IGNORECASE)
_LESS = re.compile(r"\b(?:nearly|almost|close to|less than|under|approaching|not quite)\s+(?:a\s+)?$", re.IGNORECASE)
_WINDOW = 60
_NOT_SUBJECTS = content("how long many years months weeks days last lasted going been gone far ago")


@dataclass(frozen=True, slots=True)
class _Span:
    """Years between which a length lies, or a beginning where the article has a date; open at both ends."""

    low: float
    high: float

    def meets(self, other: "_Span") -> bool:
        return self.low < other.high and other.low < self.high


def asks(question: str) -> bool:
    """Whether the question asks how long something has lasted."""
    return bool(_ASKS.search(question))


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence for each length of what is asked about, where the lengths exclude each other."""
    about = subjects(question) - _NOT_SUBJECTS
    core = frozenset(filter(is_event, about)) or about
    asked_of = names(question)
    found = [
        (place, span)
        for place in places
        for span in [_length(place.quote.text, core)]
        if span is not None and (named(asked_of, place) or not asked_of)
    ]
    dated = all(place.published for place, _ in found)
    best: list[tuple[Place, _Span]] = []
    for place, length in found:
        span = _beginning(length, place.published) if dated and place.published else length
        if not any(span.meets(other) for _, other in best):
            best.append((place, span))
    return tuple(place for place, _ in best)


def _length(text: str, core: frozenset[str]) -> _Span | None:
    """The first length in a text that stands near its subject."""
    if not _PER_YEAR.keys() & content(text):
        return None
    for quantity in quantities(text):
        per_year = _PER_YEAR.get(quantity.unit)
        near = text[max(0, quantity.start - _WINDOW) : quantity.end + _WINDOW]
        if per_year and quantity.kind in (Kind.COUNT, Kind.ORDINAL) and core and core <= subjects(near):
            return _span(text, quantity, per_year)
    return None


def _span(text: str, quantity: Quantity, per_year: float) -> _Span:
    said, one = float(quantity.value) / per_year, 1 / per_year
    before = text[: quantity.start]
    if quantity.kind is Kind.ORDINAL or _LESS.search(before):
        return _Span(said - one, said)
    # "More than two years" is said of two to three; a bare "two years" may also be a little less.
    return _Span(said if _MORE.search(before) else said - one / 4, said + one)


def _beginning(length: _Span, published: date) -> _Span:
    year = published.year + published.timetuple().tm_yday / 365.25
    return _Span(year - length.high - 0.25, year - length.low + 0.25)
