"""How well are claims told apart that their premise supports and that it does not.

A claim counts as judged supported only where the verdict is `supported`: in strict mode nothing else is emitted.

balanced_accuracy    mean of the share of supported claims judged supported and of unsupported ones not so judged
auc                  area under the ROC curve of the score: 1 supported, 0.5 unverifiable, 0 otherwise; ties count half
recall_unsupported   unsupported claims not judged supported / unsupported claims
false_alarm_rate     supported claims judged contradicted or unsupported / supported claims
supported_precision  supported claims among those judged supported
supported_coverage   supported claims judged supported / supported claims
unverifiable_share   claims judged unverifiable / claims

A share of nothing is null. The threshold comes with the project and is never fitted to the file.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.progress import track
from evals.rows import Row
from evals.stats import Share
from service.answers import Verdict

Verify = Callable[[str, Sequence[str]], Verdict]
Figures = dict[str, float | int | None]

_SCORES = {Verdict.SUPPORTED: 1.0, Verdict.UNVERIFIABLE: 0.5, Verdict.UNSUPPORTED: 0.0, Verdict.CONTRADICTED: 0.0}


class Claim(Row):
    """A hypothesis and the premise that supports it (label 1) or does not (0)."""

    id: str
    premise: str
    hypothesis: str
    label: Literal[0, 1]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks said of one claim."""

    source: str | None
    label: int
    verdict: Verdict
    seconds: float


def measure(verify: Verify, claims: Sequence[Claim]) -> tuple[Judged, ...]:
    """Check each claim once, in order."""
    return tuple(_judged(verify, claim) for claim in track(claims, "Checking"))


def figures(judged: Sequence[Judged]) -> dict[str, object]:
    """The figures of all claims, and by source the same keys."""
    sources = dict.fromkeys(one.source for one in judged if one.source is not None)
    return {
        **_figures(judged),
        "by_source": {source: _figures([one for one in judged if one.source == source]) for source in sources},
    }


def _judged(verify: Verify, claim: Claim) -> Judged:
    began = time.perf_counter()
    verdict = verify(claim.hypothesis, [claim.premise])
    return Judged(claim.source, claim.label, verdict, time.perf_counter() - began)


def _figures(judged: Sequence[Judged]) -> Figures:
    true = [one.verdict for one in judged if one.label]
    false = [one.verdict for one in judged if not one.label]
    passed, missed = true.count(Verdict.SUPPORTED), false.count(Verdict.SUPPORTED)
    unverifiable = true.count(Verdict.UNVERIFIABLE)
    coverage, recall = Share(passed, len(true)).value, Share(len(false) - missed, len(false)).value
    seconds = sum(one.seconds for one in judged)
    return {
        "n": len(judged),
        "balanced_accuracy": None if coverage is None or recall is None else round((coverage + recall) / 2, 4),
        "auc": _rounded(auc([_SCORES[one] for one in true], [_SCORES[one] for one in false])),
        "recall_unsupported": _rounded(recall),
        "false_alarm_rate": _rounded(Share(len(true) - passed - unverifiable, len(true)).value),
        "supported_precision": _rounded(Share(passed, passed + missed).value),
        "supported_coverage": _rounded(coverage),
        "unverifiable_share": _rounded(Share(unverifiable + false.count(Verdict.UNVERIFIABLE), len(judged)).value),
        "pairs_per_second": round(len(judged) / seconds, 1) if seconds else None,
    }


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties half (Mann and Whitney 1947); None without both."""
    if not positive or not negative:
        return None
    below = {score: sum(other < score for other in negative) for score in set(positive)}
    level = {score: sum(other == score for other in negative) for score in set(positive)}
    wins = sum(below[score] + level[score] / 2 for score in positive)
    return wins / (len(positive) * len(negative))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
