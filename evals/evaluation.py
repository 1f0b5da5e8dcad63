"""The journey of `python -m evals run`: read the cases, index their articles, ask, score, judge, report."""

from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.cases import Case, read_cases
from evals.gate import DEFAULT, Floors, judge
from evals.indexed import indexed
from evals.judge.endpoint import Endpoint
from evals.judge.figures import Measured
from evals.judge.sample import Sample, write_samples
from evals.report import Summary, write
from evals.rows import RowError
from evals.run import EvalMode, Run, run
from evals.scorers import Sources
from indexing.search import Hit, Scope
from service.answering import Answerer
from service.answers import Answer
from service.retrieval import Evidence
from service.settings import Drafting
from service.wiring import answerer


@dataclass(frozen=True, slots=True)
class Ran:
    """What a finished run says on the terminal."""

    summary: Summary

    @property
    def passed(self) -> bool:
        """Whether the gate let it pass."""
        return self.summary.passed

    def as_json(self) -> dict[str, Any]:
        """The report without its single results."""
        told = {name: value for name, value in self.summary.as_json().items() if name != "results"}
        if told["judge"]:
            told["judge"] = {name: value for name, value in told["judge"].items() if name != "judgments"}
        return told

    def lines(self, report: Path) -> list[str]:
        """The verdict, what stands against the run, and where to read on."""
        right = self.summary.right
        verdict = "passed" if self.passed else "failed"
        return [
            *(f"{kind.name:16} {kind.count:3} of {kind.of}" for kind in self.summary.kinds),
            *(self.summary.judged.lines() if self.summary.judged else ()),
            *self.summary.findings,
            f"Evals {verdict} ({self.summary.mode}): {right.count} of {right.of} cases right; see {report}/report.html",
        ]


@dataclass(frozen=True, slots=True)
class Export:
    """A file for the samples, and which of ragas' two kinds they are."""

    path: Path
    multi_turn: bool = False


def run_cases(
    cases_at: Path,
    articles: Path,
    floors_at: Path,
    report: Path,
    data_dir: Path | None,
    update_baseline: bool,
    judge_at: Endpoint | None = None,
    export: Export | None = None,
) -> Ran:
    """Run all cases. Raises OnRecordError where that cannot be done."""
    cases = read_cases(cases_at)
    floors = Floors.read(floors_at) if floors_at.exists() or not update_baseline else DEFAULT
    done, samples = _asked(cases, articles, data_dir, _mode(judge_at))
    if export:
        write_samples(export.path, samples, multi_turn=export.multi_turn)
    measured = _measured(samples, judge_at)
    if update_baseline:
        floors = floors.update(done, measured.judged)
        _written(floors, floors_at)
    return Ran(_reported(report, done, floors, measured))


def _mode(judge_at: Endpoint | None) -> EvalMode:
    if judge_at is None:
        return EvalMode.OFFLINE
    return EvalMode.REPLAY if judge_at.replay else EvalMode.JUDGE


def _asked(
    cases: tuple[Case, ...], articles: Path, data_dir: Path | None, mode: EvalMode
) -> tuple[Run, tuple[Sample, ...]]:
    # Whatever the environment names, no model behind an address drafts: equal articles give equal answers.
    with indexed([str(articles)], data_dir, Drafting.EXTRACTIVE) as ready:
        _refuse_strangers(cases, ready.sources)
        asking = Noting(answerer(ready.settings, ready.corpus))
        done = run(asking.answer, cases, ready.sources, mode)
        return done, tuple(
            Sample.of(one.case, one.answer, asking.found.get(one.case.question, ()), ready.sources)
            for one in done.results
        )


def _measured(samples: tuple[Sample, ...], judge_at: Endpoint | None) -> Measured:
    # Without ragas a run lacks the figures of the retrieval; a judge cannot do without it.
    if judge_at is None and find_spec("ragas") is None:
        return Measured()
    from evals.judge.session import measure

    return measure(samples, judge_at)


class Noting:
    """Asks, and notes which passages each answer was made from."""

    def __init__(self, asking: Answerer) -> None:
        """Nothing has been asked yet."""
        self._retriever = asking.retriever
        self._asking = replace(asking, retriever=self)
        self._latest: tuple[Hit, ...] = ()
        self.found: dict[str, tuple[Hit, ...]] = {}

    def answer(self, question: str) -> Answer:
        """The answer. Raises QuestionError."""
        self._latest = ()
        answer = self._asking.answer(question)
        self.found[question] = self._latest
        return answer

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence, as the retriever gives it."""
        evidence = self._retriever.evidence(question, scope, asked)
        self._latest = evidence.hits
        return evidence


def _refuse_strangers(cases: tuple[Case, ...], sources: Sources) -> None:
    for case in cases:
        for article in case.articles:
            if sources.article(article) is None:
                raise RowError(f"The case {case.id} names the article {article}, which is not among the articles.")


def _reported(folder: Path, done: Run, floors: Floors, measured: Measured) -> Summary:
    try:
        return write(folder, done, judge(done, floors, measured.judged), floors, measured)
    except OSError as error:
        raise RowError(f"The report cannot be written to {folder}: {error.strerror}.") from error


def _written(floors: Floors, path: Path) -> None:
    try:
        floors.write(path)
    except OSError as error:
        raise RowError(f"The floors cannot be written to {path}: {error.strerror}.") from error
