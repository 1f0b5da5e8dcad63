"""What ragas says of a run: figures of the retrieval, which need no model, and the word of a judge."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from evals.stats import Interval, clustered_mean


@dataclass(frozen=True, slots=True)
class RetrievalFigure:
    """The mean of a metric of retrieval over the `n` cases that it applies to, 0 to 1."""

    name: str
    n: int
    mean: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One repeat of one question to the judge: a value, 0 to 1, or the reason why there is none."""

    value: float | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Judgment:
    """All repeats of one metric on one case. `cluster` is where its faults come from: its articles, or the case."""

    metric: str
    case: str
    cluster: str
    marks: tuple[Mark, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The values of the repeats that have one."""
        return tuple(mark.value for mark in self.marks if mark.value is not None)

    @property
    def failures(self) -> tuple[str, ...]:
        """The reasons of the repeats that have no value."""
        return tuple(mark.failure for mark in self.marks if mark.failure is not None)

    @property
    def value(self) -> float | None:
        """The median where most repeats have a value, else None."""
        return median(self.values) if 2 * len(self.values) > len(self.marks) else None

    @property
    def told(self) -> str:
        """What failed, as a line."""
        return f"{self.metric} of {self.case}: {'; '.join(self.failures)}"

    @property
    def disagrees(self) -> bool:
        """Whether the repeats do not all say the same."""
        return len(set(self.values)) > 1 or bool(self.values and self.failures)


@dataclass(frozen=True, slots=True)
class JudgeFigure:
    """One metric in sum: the mean over all cases that it applies to, with its interval by article.

    A case without a value counts as 0 in the mean: what the judge failed on makes no denominator smaller. Where no case
    has a value there is no mean.
    """

    metric: str
    scored: int
    of: int
    mean: Interval | None
    disagree: int

    @classmethod
    def over(cls, metric: str, judgments: Sequence[Judgment]) -> "JudgeFigure":
        """The figure of the judgments of one metric, of which there is at least one."""
        scored = sum(one.value is not None for one in judgments)
        values, clusters = [one.value or 0.0 for one in judgments], [one.cluster for one in judgments]
        mean = clustered_mean(values, clusters) if scored else None
        return cls(metric, scored, len(judgments), mean, sum(one.disagrees for one in judgments))

    @property
    def told(self) -> str:
        """The mean, or that there is none."""
        return f"{self.mean.value:.2f}" if self.mean else "no score"

    @property
    def bounds(self) -> str:
        """The interval of the mean."""
        return f"{self.mean.low:.2f} to {self.mean.high:.2f}" if self.mean else "–"


@dataclass(frozen=True, slots=True)
class Judged:
    """The word of one model, asked `repeats` times each. It decides only where it is replayed; else it is advice."""

    model: str
    repeats: int
    judgments: tuple[Judgment, ...]

    @property
    def figures(self) -> tuple[JudgeFigure, ...]:
        """A figure for each metric, in the order that they were asked in."""
        names = dict.fromkeys(one.metric for one in self.judgments)
        return tuple(JudgeFigure.over(name, [one for one in self.judgments if one.metric == name]) for name in names)

    @property
    def failed(self) -> tuple[Judgment, ...]:
        """The judgments that lack the value of any repeat."""
        return tuple(one for one in self.judgments if one.failures)

    @property
    def asked(self) -> int:
        """How many scores there should be."""
        return sum(len(one.marks) for one in self.judgments)

    @property
    def silence(self) -> str | None:
        """A sentence where the judge was asked and gave no score at all, with what went wrong most often."""
        reasons = Counter(reason for one in self.judgments for reason in one.failures)
        if not reasons or any(one.values for one in self.judgments):
            return None
        most = reasons.most_common(1)[0][0]
        return f"The judge {self.model} gave no score in {self.asked} tries, mostly for this reason: {most}."

    def lines(self) -> Iterator[str]:
        """A line for each metric."""
        for one in self.figures:
            yield f"{one.metric:26} {one.told} by {self.model}, {one.scored} of {one.of} scored"

    def as_json(self) -> dict[str, Any]:
        """The figures, and each judgment with all of its repeats."""
        return {
            "model": self.model,
            "repeats": self.repeats,
            "figures": {one.metric: _figure(one) for one in self.figures},
            "failed": [{"metric": one.metric, "case": one.case, "reasons": list(one.failures)} for one in self.failed],
            "judgments": [_judgment(one) for one in self.judgments],
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """All that ragas says of a run; nothing is judged where no judge was named."""

    retrieval: tuple[RetrievalFigure, ...] = ()
    judged: Judged | None = None

    def retrieval_json(self) -> dict[str, Any]:
        """The figures of the retrieval by their names in ragas."""
        return {one.name: {"n": one.n, "mean": round(one.mean, 4)} for one in self.retrieval}


def _figure(one: JudgeFigure) -> dict[str, Any]:
    return {
        "mean": round(one.mean.value, 4) if one.mean else None,
        "interval": [round(one.mean.low, 4), round(one.mean.high, 4)] if one.mean else None,
        "scored": one.scored,
        "of": one.of,
        "disagree": one.disagree,
    }


def _judgment(one: Judgment) -> dict[str, Any]:
    return {
        "metric": one.metric,
        "case": one.case,
        "value": None if one.value is None else round(one.value, 4),
        "repeats": [mark.failure if mark.value is None else round(mark.value, 4) for mark in one.marks],
    }
