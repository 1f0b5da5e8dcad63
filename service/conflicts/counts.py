"""How many? Sentences that count the thing asked for, with different results."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from service.conflicts.places import Place, answering, of_one_time, speaking, subjects
from service.verification.quantities import Kind, quantities
from service.wording import content, stem

_ASKS = re.compile(
    r"\b(?:how many|(?:what|which) (?:is the )?number of)\s+(?:(?:more|other|different)\s+)?([^\W\d_]+)", re.I
)
# What everything is counted in: such sentences must also answer the question nearly as well as the best one.
_COMMON = frozenset(
    stem(unit) for unit in "people persons men women children years months weeks days countries".split()
)
_SHARED = 0.5
# A name right before what it qualifies: "the US draft".
_NAMED_THING = re.compile(r"(?<=\bthe )[A-Z][\w.]*\s+(?!(?:is|was|are|were|has|had|have|will)\b)[a-z]+")


def asks(question: str) -> bool:
    """Whether the question asks for a count."""
    return bool(_ASKS.search(question))


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence for each count of the thing asked for; counts of articles half a year apart do not conflict."""
    asked = _ASKS.search(question)
    if asked is None:
        return ()
    unit = stem(asked.group(1))
    about = subjects(question) - {unit, *subjects(asked.group())}
    best: dict[Fraction, Place] = {}
    found = answering(question, about, places) if unit in _COMMON else speaking(question, about, places, _SHARED)
    for place in _qualified(question, found, unit):
        counted = _counted(place, unit)
        if len(counted) == 1:
            best.setdefault(counted[0], place)
    return of_one_time(tuple(best.values()))


def _qualified(question: str, found: Iterable[Place], unit: str) -> list[Place]:
    """The places that count; where some name the thing as the question does, "the US draft", only those."""
    counting = [place for place in found if _counted(place, unit)]
    phrases = [re.compile(rf"\b{re.escape(match.group())}\b") for match in _NAMED_THING.finditer(question)]
    exact = [place for place in counting if any(one.search(place.quote.text) for one in phrases)]
    return exact or counting


def _counted(place: Place, unit: str) -> tuple[Fraction, ...]:
    if unit not in content(place.quote.text):
        return ()
    values = (one.value for one in quantities(place.quote.text) if one.kind is Kind.COUNT and one.unit == unit)
    return tuple(dict.fromkeys(values))
