"""All rules on one claim: what in it is foreign to its quotes, and whether they say otherwise."""

from collections.abc import Sequence

from service.answers import Reason
from service.verification import (
    complements,
    dates,
    hedges,
    insertions,
    names,
    numbers,
    order,
    plans,
    polarity,
    quotations,
    replacements,
    roles,
    scope,
    speakers,
    spells,
    splices,
    steps,
    times,
)

# A value of the same kind that differs speaks against the claim; a value that is merely absent does not.
_CONTRADICTING = frozenset(
    {
        numbers.DIFFERS,
        dates.DIFFERS,
        polarity.NEGATED,
        polarity.OPPOSITE,
        speakers.RULE,
        replacements.FACT,
        roles.RULE,
        times.RULE,
    }
)


def broken(claim: str, quotes: Sequence[str], context: Sequence[str] = ()) -> tuple[Reason, ...]:
    """The reasons of every rule that the claim breaks.

    Its numbers, dates, names and quotations stand in the quotes; it denies, hedges, plans, orders and attributes as
    they do; and where it is nearly one of their sentences, no word of weight is replaced or put in, nor any cut so that
    another slides into its place.

    `context` is what may name people and places beside the quotes: titles and publishers of the quoted articles.
    """
    evidence = "\n".join(quotes)
    return (
        *numbers.check(claim, evidence),
        *dates.check(claim, evidence),
        *names.check(claim, evidence, "\n".join(context)),
        *quotations.check(claim, evidence),
        *polarity.check(claim, evidence),
        *spells.check(claim, evidence),
        *_not_done(claim, evidence),
        *speakers.check(claim, evidence),
        *replacements.check(claim, evidence),
        *insertions.check(claim, evidence),
        *scope.check(claim, evidence),
        *times.check(claim, evidence),
        *roles.check(claim, evidence),
        *order.check(claim, evidence),
        *complements.check(claim, evidence),
        *splices.check(claim, evidence),
    )


def _not_done(claim: str, evidence: str) -> tuple[Reason, ...]:
    """What near copies show of hedges and plans; where they show none, the steps that free paraphrases tell as done."""
    return (*hedges.check(claim, evidence), *plans.check(claim, evidence)) or steps.check(claim, evidence)


def contradicts(reasons: Sequence[Reason]) -> bool:
    """Whether a reason says that the quotes say otherwise, and not only that they do not say it."""
    return any(reason.rule in _CONTRADICTING for reason in reasons)
