"""All rules on one claim: what in it is foreign to its quotes, and whether they say otherwise."""

from collections.abc import Sequence

from service.answers import Reason
from service.verification import dates, hedges, names, numbers, polarity, quotations, speakers

# A value of the same kind that differs speaks against the claim; a value that is merely absent does not.
_CONTRADICTING = frozenset({numbers.DIFFERS, dates.DIFFERS, polarity.NEGATED, polarity.OPPOSITE, speakers.RULE})


def broken(claim: str, quotes: Sequence[str], context: Sequence[str] = ()) -> tuple[Reason, ...]:
    """The reasons of every rule that the claim breaks: its numbers, dates, names and quotations stand in the quotes,
    and it denies, hedges and attributes as they do.

    `context` is what may name people and places beside the quotes: titles and publishers of the quoted articles.
    """
    evidence = "\n".join(quotes)
    return (
        *numbers.check(claim, evidence),
        *dates.check(claim, evidence),
        *names.check(claim, evidence, "\n".join(context)),
        *quotations.check(claim, evidence),
        *polarity.check(claim, evidence),
        *hedges.check(claim, evidence),
        *speakers.check(claim, evidence),
    )


def contradicts(reasons: Sequence[Reason]) -> bool:
    """Whether a reason says that the quotes say otherwise, and not only that they do not say it."""
    return any(reason.rule in _CONTRADICTING for reason in reasons)
