"""What a report says, before it is laid out."""

from dataclasses import dataclass
from typing import Any

from evals.cases import cases_digest
from evals.gate import Floors, Gate
from evals.judge.figures import Judged, Measured
from evals.run import Result, Run
from evals.scorers import SCORERS
from evals.stats import Interval, Share, clustered_mean


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its counts and its 95 % interval (Wilson)."""

    name: str
    count: int
    of: int
    interval: Interval | None

    @classmethod
    def of_share(cls, name: str, share: Share) -> "Figure":
        """A share under a name."""
        return cls(name, share.count, share.of, share.interval())


@dataclass(frozen=True, slots=True)
class Summary:
    """A run as it is told."""

    mode: str
    passed: bool
    findings: tuple[str, ...]
    cases: str
    model: str
    right: Figure
    right_by_article: Interval | None
    kinds: tuple[Figure, ...]
    scorers: tuple[Figure, ...]
    measured: Measured
    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]
    results: tuple[Result, ...]

    @property
    def judged(self) -> Judged | None:
        """The word of the judge, where there was one."""
        return self.measured.judged

    def as_json(self) -> dict[str, Any]:
        """The report for programs, the same on every run on the same cases and articles."""
        return {
            "mode": self.mode,
            "passed": self.passed,
            "findings": self.findings,
            "cases": self.cases,
            "model": self.model,
            "newly_wrong": self.newly_wrong,
            "newly_right": self.newly_right,
            "right": _figure(self.right),
            "right_clustered_by_article": _interval(self.right_by_article),
            "retrieval": self.measured.retrieval_json(),
            "judge": self.judged.as_json() if self.judged else None,
            "kinds": {figure.name: _figure(figure) for figure in self.kinds},
            "scorers": {figure.name: _figure(figure) for figure in self.scorers},
            "results": [_result(result) for result in self.results],
        }


def summarise(run: Run, gate: Gate, floors: Floors, measured: Measured | None = None) -> Summary:
    """What is told of a run: the verdict, the figures, and what changed since the baseline."""
    wrong = {result.case.id for result in run.results if not result.right}
    models = {result.answer.model for result in run.results if result.answer}
    values = [float(result.right) for result in run.results]
    # A case that no article answers is a cluster of its own: it shares no article's faults.
    clusters = [result.case.articles or result.case.id for result in run.results]
    return Summary(
        mode=run.mode,
        passed=gate.passed,
        findings=gate.findings,
        cases=cases_digest(run.cases),
        model=", ".join(sorted(models)),
        right=Figure.of_share("right", run.right),
        right_by_article=clustered_mean(values, clusters),
        kinds=tuple(Figure.of_share(kind, run.of_kind(kind)) for kind in run.kinds),
        scorers=tuple(Figure.of_share(name, _passed(run, name)) for name in SCORERS),
        measured=measured or Measured(),
        newly_wrong=tuple(sorted(wrong - set(floors.failing))),
        newly_right=tuple(sorted(set(floors.failing) & {case.id for case in run.cases} - wrong)),
        results=run.results,
    )


def _passed(run: Run, name: str) -> Share:
    scores = [score for result in run.results for score in result.scores if score.scorer == name]
    return Share(sum(score.passed for score in scores), len(scores))


def _figure(figure: Figure) -> dict[str, Any]:
    return {"count": figure.count, "of": figure.of, "interval": _interval(figure.interval)}


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(interval.low, 4), round(interval.high, 4)]


def _result(result: Result) -> dict[str, Any]:
    answer = result.answer
    return {
        **result.case.model_dump(mode="json"),
        "right": result.right,
        "error": result.error,
        "answer_status": answer.status if answer else None,
        "answer": answer.text if answer else None,
        "citations": [
            citation.model_dump(mode="json", include={"number", "article_id", "start", "end", "quote"})
            for citation in (answer.citations if answer else ())
        ],
        "scores": {score.scorer: {"outcome": score.outcome, "reasons": score.reasons} for score in result.scores},
    }
