"""What a report says, before it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.baseline import Changes
from evals.cases import cases_digest
from evals.floors import DEFAULT_RIGHT, Floors
from evals.gate import Gate
from evals.judge.figures import Judged, Measured
from evals.report.anchors import anchors
from evals.report.citing import Citing, cited_json
from evals.report.detectors import Detectors, detectors
from evals.report.figures import Figure, figure_json, interval_json
from evals.run import Result, Run
from evals.scorers import SCORERS
from evals.selftest import SelfTest
from evals.stats import Interval, Share, clustered_mean
from indexing.articles import Article


@dataclass(frozen=True, slots=True)
class Summary:
    """A run as it is told. `anchors` are the fragments of the cases on the page, which lies at `link`.

    `is_baseline` is whether it was compared with nothing but itself.
    """

    mode: str
    gate: Gate
    cases: str
    corpus: str
    model: str
    right: Figure
    right_by_article: Interval | None
    kinds: tuple[Figure, ...]
    scorers: tuple[Figure, ...]
    citing: Citing
    measured: Measured
    changes: Changes
    detectors: Detectors | None
    results: tuple[Result, ...]
    articles: Mapping[str, Article]
    anchors: Mapping[str, str]
    link: str = "report.html"
    is_baseline: bool = False

    @property
    def verdict(self) -> str:
        """Whether it passed; a run that is short of what is wanted and only as good as itself is told so."""
        if not self.passed:
            return "failed"
        return "passed (this run is the baseline)" if self.is_baseline and self.shortfall else "passed"

    @property
    def shortfall(self) -> str:
        """How far the share of right cases is from what is wanted, as a sentence; nothing where it is reached."""
        share = self.right.value or 0.0
        if share >= DEFAULT_RIGHT:
            return ""
        points = 100 * (DEFAULT_RIGHT - share)
        return (
            f"{share:.1%} of the cases are right, {points:.1f} points short of the {DEFAULT_RIGHT:.0%} that are wanted."
        )

    @property
    def still_short(self) -> str:
        """How many classes of fabrications the detectors find less of than is wanted."""
        return self.detectors.still_short if self.detectors else ""

    @property
    def passed(self) -> bool:
        """Whether the gate let the run pass."""
        return self.gate.passed

    @property
    def judged(self) -> Judged | None:
        """The word of the judge, where there was one."""
        return self.measured.judged

    def as_json(self) -> dict[str, Any]:
        """The report for programs, the same on every run on the same cases and articles."""
        return {
            "mode": self.mode,
            "passed": self.passed,
            "findings": [str(finding) for finding in self.gate.findings],
            "gate": _gate(self.gate),
            "cases": self.cases,
            "corpus": self.corpus,
            "model": self.model,
            "changes": _changes(self.changes),
            "right": figure_json(self.right),
            "right_clustered_by_article": interval_json(self.right_by_article),
            "retrieval": self.measured.retrieval_json(),
            "judge": self.judged.as_json() if self.judged else None,
            "kinds": {figure.name: figure_json(figure) for figure in self.kinds},
            "scorers": {figure.name: figure_json(figure) for figure in self.scorers},
            "citing": self.citing.as_json(),
            "detectors": self.detectors.as_json() if self.detectors else None,
            "results": [_result(result) for result in self.results],
        }


def summarise(
    run: Run,
    gate: Gate,
    floors: Floors,
    test: SelfTest | None = None,
    measured: Measured | None = None,
    link: str = "report.html",
    *,
    is_baseline: bool = False,
) -> Summary:
    """What is told of a run: the verdict, the figures, and what changed since the baseline."""
    models = {one.answer.model for one in run.results if one.answer and one.answer.statements}
    values, clusters = [float(one.right) for one in run.results], [one.cluster for one in run.results]
    return Summary(
        mode=run.mode,
        gate=gate,
        cases=cases_digest(run.cases),
        corpus=run.corpus,
        model=", ".join(sorted(models)),
        right=Figure.of_share("right", run.right),
        right_by_article=clustered_mean(values, clusters),
        kinds=tuple(Figure.of_share(kind, run.of_kind(kind), _then(run, floors, kind)) for kind in run.kinds),
        scorers=tuple(Figure.of_share(name, _passed(run, name)) for name in SCORERS),
        citing=Citing.of(run, floors),
        measured=measured or Measured(),
        changes=Changes.of(run, floors),
        detectors=detectors(test, floors) if test else None,
        results=run.results,
        articles=run.articles,
        anchors=anchors(case.id for case in run.cases),
        link=link,
        is_baseline=is_baseline,
    )


def _then(run: Run, floors: Floors, kind: str) -> float | None:
    """The share of right ones at the baseline, of the cases that were there."""
    known = [floors.baseline[case.id] for case in run.cases if case.kind == kind and case.id in floors.baseline]
    return Share(sum(known), len(known)).value


def _passed(run: Run, name: str) -> Share:
    scores = [score for result in run.results for score in result.scores if score.scorer == name]
    return Share(sum(score.passed for score in scores), len(scores))


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        step: [{"rule": one.rule, "text": one.text, "cases": one.cases} for one in gate.of(step)] for step in gate.steps
    }


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "newly_wrong": changes.newly_wrong,
        "newly_right": changes.newly_right,
        "still_wrong": changes.still_wrong,
        "still_right": len(changes.still_right),
        "new": changes.new,
        "gone": changes.gone,
        "mcnemar_one_sided": round(changes.chance, 4),
    }


def _result(result: Result) -> dict[str, Any]:
    answer = result.answer
    return {
        **result.case.model_dump(mode="json"),
        "right": result.right,
        "error": result.error,
        "answer_status": answer.status if answer else None,
        "answer": answer.text if answer else None,
        "statements": [
            one.model_dump(mode="json", include={"text", "verdict", "score", "citations"})
            for one in (answer.statements if answer else ())
        ],
        "citing": [cited_json(one) for one in result.cited],
        "withheld": [one.model_dump(mode="json") for one in (answer.withheld if answer else ())],
        "citations": [
            citation.model_dump(mode="json", include={"number", "article_id", "start", "end", "quote"})
            for citation in (answer.citations if answer else ())
        ],
        "scores": {score.scorer: {"outcome": score.outcome, "reasons": score.reasons} for score in result.scores},
        "places": [
            {"scorer": place.scorer, "start": place.start, "end": place.end, "fault": place.fault}
            for place in result.places
        ],
    }
