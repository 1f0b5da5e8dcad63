"""Numbers: each quantity of a claim stands in its quotes, with the same value and of the same sort."""

from collections.abc import Sequence

from service.answers import Reason
from service.verification.quantities import Kind, Quantity, quantities
from service.wording import stem

RULE = "number_not_found"
DIFFERS = "number_differs"

# Where both sides name one of these, they must name the same: 20 days are not 20 months.
_MEASURES = frozenset(
    stem(unit)
    for unit in (
        "year month week day hour minute second decade century mile kilometer kilometre km meter metre ton tonne"
        " kilogram pound liter litre barrel degree percent point people soldier troop"
    ).split()
)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each quantity of the claim that the evidence does not hold; "7" is "seven", "55 %" is not "55".

    The rule is DIFFERS where the evidence counts the same thing otherwise, RULE where it does not count it.
    """
    given = quantities(evidence)
    return tuple(
        _reason(claim, quantity, given, evidence)
        for quantity in quantities(claim)
        if not any(same(quantity, one) for one in given)
    )


def same(claimed: Quantity, given: Quantity) -> bool:
    """Whether the evidence's quantity bears the claim's out: equal in value, of one sort, in one measure."""
    if claimed.value != given.value:
        return False
    if claimed.unit != given.unit and {claimed.unit, given.unit} <= _MEASURES:
        return False
    match claimed.kind, given.kind:
        case Kind.MONEY, Kind.MONEY:
            return claimed.unit == given.unit
        case Kind.COUNT, Kind.MONEY:
            return True
        case mine, theirs:
            return mine is theirs


def _reason(claim: str, quantity: Quantity, given: Sequence[Quantity], evidence: str) -> Reason:
    said = claim[quantity.start : quantity.end].strip()
    span = (quantity.start, quantity.end)
    other = next((one for one in given if one.kind is quantity.kind and one.unit == quantity.unit), None)
    if other is None or not (quantity.unit or quantity.kind is Kind.SHARE):
        return Reason(rule=RULE, message=f"The number {said} is not in the cited text.", claim_span=span)
    there = evidence[other.start : other.end].strip()
    message = f"The claim says {said}, the cited text {there}."
    return Reason(rule=DIFFERS, message=message, claim_span=span, evidence=there)
