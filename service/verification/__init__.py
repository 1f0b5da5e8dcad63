"""A statement and its quotes in, a verdict with reasons out. Each check is pure and sees one kind of fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers import Reason, Verdict
from service.verification import dates, names, numbers, quotations

# A value of the same kind that differs speaks against the claim; a value that is merely absent does not.
_CONTRADICTING = frozenset({numbers.DIFFERS, dates.DIFFERS})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say of one statement. `reasons` are empty where it is supported."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def verify(claim: str, quotes: Sequence[str], context: Sequence[str] = ()) -> Judgement:
    """Whether the numbers, dates, names and quotations of a claim stand in its quotes.

    `context` is what may name people and places beside the quotes: titles and publishers of the quoted articles.
    Supported means that no check found anything foreign, not that the claim follows from the quotes.
    """
    if not any(quote.strip() for quote in quotes):
        return Judgement(Verdict.UNSUPPORTED, (NOT_GROUNDED,))
    evidence = "\n".join(quotes)
    reasons = (
        *numbers.check(claim, evidence),
        *dates.check(claim, evidence),
        *names.check(claim, evidence, "\n".join(context)),
        *quotations.check(claim, evidence),
    )
    if any(reason.rule in _CONTRADICTING for reason in reasons):
        return Judgement(Verdict.CONTRADICTED, reasons)
    return Judgement(Verdict.UNSUPPORTED if reasons else Verdict.SUPPORTED, reasons)


NOT_GROUNDED = Reason(rule="not_grounded", message="No sentence of the articles found for this says it.")
