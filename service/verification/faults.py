"""Which clause of a claim is the false one, where the learned check finds that not all of it is borne out."""

from collections.abc import Sequence

from service.verification.clauses import Clause, clauses
from service.verification.entailment import Entailment
from service.verification.evidence import Evidence, joined
from service.verification.figures import rewritten
from service.wording import words

EVEN = 0.5
"""What entailment finds less likely than this is not borne out: it was taught on fabrications that no rule sees."""


def fault(sentence: str, premises: Sequence[str], entailment: Entailment) -> tuple[int, int]:
    """The place of the clause of a sentence that the premises bear out least, where they bear out another one.

    Each clause is read with the subject that it leaves out. Where they bear out all or none, it is the whole sentence.
    """
    found = clauses(sentence)
    scores = _scores(found, premises, entailment) if len({one.statement for one in found}) > 1 else {}
    least = min(found, key=lambda one: (scores[one.statement], one.start - one.end)) if scores else None
    if least is None or not scores[least.statement] < EVEN <= max(scores.values()):
        return 0, len(sentence)
    return least.start, least.end


def narrowed(claim: str, span: tuple[int, int], evidence: str) -> tuple[int, int]:
    """The part of the place in the first clause that the evidence does not have word for word; the place if in one."""
    start, end = span
    covered = [one for one in clauses(claim) if one.start < end and start < one.end]
    there = _plain(evidence)
    new = next((one for one in covered if _plain(one.text) not in there), None)
    return span if len(covered) < 2 or new is None else (max(start, new.start), min(end, new.end))


def _scores(found: Sequence[Clause], premises: Sequence[str], entailment: Entailment) -> dict[str, float]:
    evidence = Evidence(premises)
    told_there = _plain("\n".join(premises))
    scores: dict[str, float] = {}
    for one in found:
        there = joined(evidence.best(one.statement))
        copied = _plain(one.text) in told_there
        scores[one.statement] = 1.0 if copied else entailment.score(rewritten(one.statement, there), there)
    return scores


def _plain(text: str) -> str:
    """The words alone, each between spaces."""
    return f" {' '.join(word.text.casefold() for word in words(text))} "
