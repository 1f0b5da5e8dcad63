"""A statement and its quotes in, a verdict with reasons out. Each check is pure and sees one kind of fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers import Reason, Verdict
from service.verification import (
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
    times,
)
from service.wording import content, overlap

# The share of a claim's content words that its quotes must hold to be called supported.
WORDED = 0.75
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say of one statement. `reasons` are empty where it is supported."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def verify(claim: str, quotes: Sequence[str], context: Sequence[str] = ()) -> Judgement:
    """Whether the numbers, dates, names and quotations of a claim stand in its quotes, and it denies, hedges and
    attributes as they do.

    `context` is what may name people and places beside the quotes: titles and publishers of the quoted articles.
    Supported means that it is told in the words of the quotes and that no check found anything foreign, not that the
    claim follows from them; in words of its own it is unverifiable, since these checks see single facts only.
    """
    if not any(quote.strip() for quote in quotes):
        return Judgement(Verdict.UNSUPPORTED, (NOT_GROUNDED,))
    evidence = "\n".join(quotes)
    reasons = (
        *numbers.check(claim, evidence),
        *dates.check(claim, evidence),
        *names.check(claim, evidence, "\n".join(context)),
        *quotations.check(claim, evidence),
        *polarity.check(claim, evidence),
        *hedges.check(claim, evidence),
        *speakers.check(claim, evidence),
        *replacements.check(claim, evidence),
        *insertions.check(claim, evidence),
        *plans.check(claim, evidence),
        *scope.check(claim, evidence),
        *times.check(claim, evidence),
        *roles.check(claim, evidence),
        *order.check(claim, evidence),
    )
    if any(reason.rule in _CONTRADICTING for reason in reasons):
        return Judgement(Verdict.CONTRADICTED, reasons)
    if reasons:
        return Judgement(Verdict.UNSUPPORTED, reasons)
    if content(claim) and overlap(claim, quotes) < WORDED:
        return Judgement(Verdict.UNVERIFIABLE, (OTHER_WORDS,))
    return Judgement(Verdict.SUPPORTED)


OTHER_WORDS = Reason(rule="other_words", message="The cited text words it too differently to be checked word by word.")
NOT_GROUNDED = Reason(rule="not_grounded", message="No sentence of the articles found for this says it.")
