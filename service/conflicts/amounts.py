"""How much? Sums of money and shares of a whole that articles put at different values."""

import re
from collections.abc import Sequence
from fractions import Fraction

from service.conflicts.places import Place, answering, of_one_time, subjects
from service.verification.quantities import Kind, quantities
from service.wording import content

_SHARE = re.compile(r"\b(?:what|which) (?:percentage|per ?cent|share|proportion|part)\b|\bhow much of\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\bhow much\b(?! of\b).*\b(?:cost|costs|pay|pays|paid|worth|spend|spent|money|give|gave|raise|raised|lose|lost"
    r"|earn|earned)\b|\b(?:what|which) (?:is|was|were|are|did|does) the (?:cost|price|budget|sum|amount|value)\b",
    re.IGNORECASE,
)
_NOT_SUBJECTS = content("how much what which percentage percent share proportion part cost price sum amount money")
# Two roundings of one value lie no farther apart.
_ROUNDED = Fraction(1, 20)


def asks(question: str) -> bool:
    """Whether the question asks for a sum of money or a share."""
    return _kind(question) is not None


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence for each value, of different articles: one article's two values are of two things."""
    kind = _kind(question)
    if kind is None:
        return ()
    best: dict[Fraction, Place] = {}
    for place in answering(question, subjects(question) - _NOT_SUBJECTS, places):
        values = {one.value for one in quantities(place.quote.text) if one.kind is kind}
        if len(values) == 1 and place.article not in {one.article for one in best.values()}:
            value = values.pop()
            if not any(abs(value - other) <= _ROUNDED * max(abs(value), abs(other)) for other in best):
                best[value] = place
    return of_one_time(tuple(best.values()))


def _kind(question: str) -> Kind | None:
    if _SHARE.search(question):
        return Kind.SHARE
    return Kind.MONEY if _MONEY.search(question) else None
