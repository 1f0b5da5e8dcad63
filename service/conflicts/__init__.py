"""Where the evidence disagrees on what the question asks: a count, a sum or share, a day, how long something
lasts, who holds an office, who does something, where it is, yes or no, and what two versions of one report change.

Only what the question asks for is compared, and only between sentences that speak of the same thing. Each side is one
verbatim sentence. Other disagreements are left to the reader of the quotes.
"""

from collections.abc import Sequence
from datetime import date

from service.conflicts import actors, amounts, counts, days, durations, offices, stances, variants, venues
from service.conflicts.places import Place, places
from service.quotes import Quote
from service.retrieval import Evidence

# More values than this for one question are different things that look alike, not sides of one matter.
_MOST_SIDES = 3
_KINDS = (durations, counts, amounts, days, offices, actors, venues, stances, variants)


def find(evidence: Evidence) -> tuple[tuple[Quote, ...], ...]:
    """The disagreements on what the question asks, each as one verbatim quote a side.

    The sides stand in order of their articles' dates where all are known, else best evidence first.
    """
    asked = [kind for kind in _KINDS if kind.asks(evidence.question)]
    read = places(evidence) if asked else ()
    found = (kind.sides(evidence.question, read) for kind in asked)
    return tuple(_ordered(sides) for sides in found if 2 <= len(sides) <= _MOST_SIDES)[:1]


def _ordered(sides: Sequence[Place]) -> tuple[Quote, ...]:
    ranked = sorted(sides, key=lambda place: place.rank)
    if all(place.published for place in ranked):
        ranked.sort(key=lambda place: place.published or date.min)
    return tuple(place.quote for place in ranked)
