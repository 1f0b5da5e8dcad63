"""What gets past the checks when the drafting model lies.

questions            asked
contested            of these, where the articles disagree: both sides are given and the draft is not; left out here
failed               of these, not taken, or the model's reply could not be used; a refusal without a draft is none
drafted              statements that the model drafted, those of contested answers left out
emitted              of these, in the answers
fabricated_emitted   of these, made up. A scripted model's fabrications are known by construction; a citation that it
                     got wrong counts where the answer's own citation does not hold the statement either. Of a real
                     model's statements, those that the evals' own scorers find a fault in: a citation that does not
                     exist as told, or a number, date, name or quotation that the cited quotes do not hold
true_drafted         statements drafted that are true: scripted by construction, a real model's where a retrieved
                     passage says them nearly word for word
true_kept            of these, in the answers
by_class             the same by class, with the share and its 95 % interval: of `true` and `near_verbatim` what was
                     kept, of every other class what was made up and emitted. `other` is what a real model worded
                     freely: true or not, nobody knows without reading

Where the answer falls back on the articles' own sentences, these count for nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.bench.classes import CITATIONS, KEPT
from evals.stats import Share


@dataclass(frozen=True, slots=True)
class Told:
    """One drafted statement and what became of it.

    `faults` are what the evals' own scorers find in it as it was emitted, `verdict` and `reasons` what the service
    says; `cited` is whether the answer cites something for it, and `quotes` what stands there.
    """

    question_id: str
    question: str
    kind: str
    text: str
    emitted: bool
    fabricated: bool
    verdict: str
    reasons: tuple[str, ...] = ()
    cited: bool = False
    quotes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    made_from: str | None = None

    @property
    def true(self) -> bool:
        """Whether it is true beyond doubt, its citation with it."""
        return self.kind in KEPT


@dataclass(frozen=True, slots=True)
class Trial:
    """All that one liar told."""

    questions: int
    contested: int
    failed: int
    told: tuple[Told, ...]


def figures(trial: Trial) -> dict[str, object]:
    """The figures under the names that are printed; their definitions stand at the top of this file."""
    told = trial.told
    true = [one for one in told if one.true]
    kinds = sorted({one.kind for one in told}, key=lambda kind: (kind not in KEPT, kind in CITATIONS, kind))
    return {
        "questions": trial.questions,
        "contested": trial.contested,
        "failed": trial.failed,
        "drafted": len(told),
        "emitted": sum(one.emitted for one in told),
        "fabricated_emitted": sum(one.fabricated for one in told),
        "true_drafted": len(true),
        "true_kept": sum(one.emitted for one in true),
        "by_class": {kind: _row(kind, [one for one in told if one.kind == kind]) for kind in kinds},
    }


def _row(kind: str, told: Sequence[Told]) -> dict[str, float | int | None]:
    emitted, fabricated = sum(one.emitted for one in told), sum(one.fabricated for one in told)
    share = Share(emitted if kind in KEPT else fabricated, len(told)).interval()
    return {
        "drafted": len(told),
        "emitted": emitted,
        "fabricated_emitted": fabricated,
        "share": round(share.value, 4) if share else None,
        "low": round(share.low, 4) if share else None,
        "high": round(share.high, 4) if share else None,
    }
