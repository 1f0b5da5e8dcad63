"""How many? Sentences that count the thing asked for, with different results."""

import re
from collections.abc import Sequence
from fractions import Fraction

from service.conflicts.places import Place, named, names, subjects
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
_SHARED_OF_COMMON = 0.7
_NEARLY_AS_GOOD = 3.0
_SAME_TIME_DAYS = 180


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
    floor = max((place.score for place in places if place.score is not None), default=0.0) - _NEARLY_AS_GOOD
    for place in places:
        counted = _counted(place, unit)
        if len(counted) == 1 and _is_about(place, about, question, unit in _COMMON, floor):
            best.setdefault(counted[0], place)
    return _of_one_time(tuple(best.values()))


def _counted(place: Place, unit: str) -> tuple[Fraction, ...]:
    if unit not in content(place.quote.text):
        return ()
    values = (one.value for one in quantities(place.quote.text) if one.kind is Kind.COUNT and one.unit == unit)
    return tuple(dict.fromkeys(values))


def _is_about(place: Place, about: frozenset[str], question: str, common: bool, floor: float) -> bool:
    shared = len(about & subjects(place.quote.text)) / len(about) if about else 1.0
    if named(names(question), place) != names(question):
        return False
    if common:
        return shared >= _SHARED_OF_COMMON and place.score is not None and place.score >= floor
    return shared >= _SHARED


def _of_one_time(found: tuple[Place, ...]) -> tuple[Place, ...]:
    dates = [place.published for place in found if place.published]
    if len(dates) == len(found) > 1 and (max(dates) - min(dates)).days > _SAME_TIME_DAYS:
        return ()
    return found
