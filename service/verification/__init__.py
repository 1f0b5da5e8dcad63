"""A statement and its quotes in, a verdict with reasons out: the rules first, then the learned check for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers import Reason, Verdict
from service.care import Care
from service.verification import numbers, roles, splices, steps
from service.verification.edits import compared
from service.verification.entailment import Entailment
from service.verification.faults import EVEN, fault
from service.verification.rules import broken, contradicts
from service.verification.support import Part, support, threshold


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say of one statement, and the calibrated probability that its quotes support it, 0 to 1."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    score: float = 0.0


# A claim with this share of its words in a few sentences is told in their words; there rules miss little.
COPIED = 0.9
NOT_GROUNDED = Reason(rule="not_grounded", message="No sentence of the articles found for this says it.")
# These decide in any wording.
_DECIDE = frozenset({numbers.DIFFERS, roles.RULE, steps.RULE, *splices.RULES})
NOT_ENTAILED = "not_entailed"
UNSURE = "unsure"


@dataclass(frozen=True)
class Verifier:
    """Judges claims by quotes. Pure but for the weights of `entailment`."""

    entailment: Entailment
    care: Care = Care.CAREFUL

    def judge(self, claim: str, quotes: Sequence[str], context: Sequence[str] = ()) -> Judgement:
        """The verdict on a claim. `context` may name people and places beside the quotes: titles, publishers.

        Supported: it repeats whole quotes word for word; or it breaks no rule, entailment alone finds each sentence of
        it likely, and either support is likely enough for the care taken or it is told in the very words of the quotes.
        Contradicted or unsupported: it breaks a rule in the words of the quotes, or support is unlikely; contradicted
        where a rule found that the quotes say otherwise. Unverifiable is what lies between.
        """
        if not any(quote.strip() for quote in quotes):
            return Judgement(Verdict.UNSUPPORTED, (NOT_GROUNDED,))
        if _repeats(claim, quotes):
            return Judgement(Verdict.SUPPORTED, score=1.0)
        reasons = broken(claim, quotes, context)
        found = support(claim, quotes, reasons, self.entailment)
        if found.chance < threshold(Care.BALANCED) or decisive(claim, quotes, reasons):
            verdict = Verdict.CONTRADICTED if contradicts(reasons) else Verdict.UNSUPPORTED
            return Judgement(
                verdict, reasons or (self._weak(NOT_ENTAILED, claim, quotes, found.weakest),), found.chance
            )
        likely = found.chance >= threshold(self.care) or found.told >= COPIED
        if reasons or not likely or found.weakest.score < EVEN:
            unsure = reasons or (self._weak(UNSURE, claim, quotes, found.weakest),)
            return Judgement(Verdict.UNVERIFIABLE, unsure, found.chance)
        return Judgement(Verdict.SUPPORTED, score=found.chance)

    def _weak(self, rule: str, claim: str, quotes: Sequence[str], part: Part) -> Reason:
        """The clause that a claim falls by, or its sentence, beside what the sentence was compared with."""
        at = claim.find(part.text)
        start, end = fault(part.text, quotes, self.entailment)
        shown = " ".join(one.text for one in part.evidence)
        return Reason(rule=rule, message=_MESSAGES[rule], claim_span=(at + start, at + end), evidence=shown)


def decisive(claim: str, quotes: Sequence[str], reasons: Sequence[Reason]) -> bool:
    """Whether what the rules found needs no weighing: another number or ending, a step told as done, two in each
    other's place, or a near copy.

    A free paraphrase breaks the other rules also where it is true; there rules and entailment are weighed together.
    """
    if any(reason.rule in _DECIDE for reason in reasons):
        return True
    return bool(reasons) and bool(compared(claim, "\n".join(quotes)))


_MESSAGES = {
    NOT_ENTAILED: "The cited text does not bear this out.",
    UNSURE: "The cited text may bear this out; the checks are not sure enough.",
}


def _repeats(claim: str, quotes: Sequence[str]) -> bool:
    """Whether the claim is one of the quotes, or all of them one after the other, but for white space."""
    told = " ".join(claim.split())
    return told in (" ".join(" ".join(quotes).split()), *(" ".join(quote.split()) for quote in quotes))
