"""How well are claims told apart that their premise supports and that it does not.

A claim is flagged where its verdict is contradicted or unsupported. Between flagged and supported lies unverifiable: an
answer emits supported claims only, an editor is alarmed by flagged ones only.

balanced_accuracy    mean of the share of supported claims not flagged and of unsupported ones flagged
auc                  area under the ROC curve of the score, ties count half
recall_unsupported   unsupported claims flagged / unsupported claims
false_alarm_rate     supported claims flagged / supported claims
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
from service.verification import Judgement

Verify = Callable[[str, Sequence[str]], Judgement]
Figures = dict[str, float | int | None]

_FLAGGED = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)


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
    score: float
    seconds: float

    @property
    def flagged(self) -> bool:
        """Whether the claim was called contradicted or unsupported."""
        return self.verdict in _FLAGGED


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
    found = verify(claim.hypothesis, [claim.premise])
    return Judged(claim.source, claim.label, found.verdict, found.score, time.perf_counter() - began)


def _figures(judged: Sequence[Judged]) -> Figures:
    true = [one for one in judged if one.label]
    false = [one for one in judged if not one.label]
    verdicts = [one.verdict for one in judged]
    alarms = Share(sum(one.flagged for one in true), len(true)).value
    recall = Share(sum(one.flagged for one in false), len(false)).value
    passed = [one for one in judged if one.verdict is Verdict.SUPPORTED]
    right = sum(one.label for one in passed)
    seconds = sum(one.seconds for one in judged)
    return {
        "n": len(judged),
        "balanced_accuracy": None if alarms is None or recall is None else round((1 - alarms + recall) / 2, 4),
        "auc": _rounded(auc([one.score for one in true], [one.score for one in false])),
        "recall_unsupported": _rounded(recall),
        "false_alarm_rate": _rounded(alarms),
        "supported_precision": _rounded(Share(right, len(passed)).value),
        "supported_coverage": _rounded(Share(right, len(true)).value),
        "unverifiable_share": _rounded(Share(verdicts.count(Verdict.UNVERIFIABLE), len(judged)).value),
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
