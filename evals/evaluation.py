"""The journey of `python -m evals run`: read the cases, index, ask, score, test the detectors, judge, report."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.cases import Case, read_cases
from evals.floors import Floors, floors_to_update
from evals.gate import judge
from evals.hearing import Hearing
from evals.judge.endpoint import Endpoint
from evals.judge.figures import Measured
from evals.judge.sample import Sample, write_samples
from evals.remote import Remote
from evals.report import Summary, write
from evals.rows import RowError
from evals.run import EvalMode, Run
from evals.selftest import SelfTest, self_test


@dataclass(frozen=True, slots=True)
class Export:
    """A file for the samples, and which of ragas' two kinds they are."""

    path: Path
    multi_turn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What `python -m evals run` was asked to do; `planted_in` articles the self-test plants in, 0: it is left out.

    `link` is where the page of the report will lie, for the links of the Markdown. A `service` is asked in place of one
    in this process; its articles are then those that it holds, for the self-test too.
    """

    cases: Path
    articles: Path
    floors: Path
    report: Path
    data_dir: Path | None = None
    update_baseline: bool = False
    planted_in: int = 25
    link: str = "report.html"
    judge: Endpoint | None = None
    export: Export | None = None
    service: Remote | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """What a finished run says on the terminal."""

    summary: Summary

    @property
    def passed(self) -> bool:
        """Whether the gate let it pass."""
        return self.summary.passed

    @property
    def silence(self) -> str | None:
        """What is wrong with a judge that was asked and gave no score, in a sentence; in a replay the gate says it."""
        judged = self.summary.judged if self.summary.mode == EvalMode.JUDGE else None
        return judged.silence if judged else None

    def as_json(self) -> dict[str, Any]:
        """The report without its single results."""
        told = {name: value for name, value in self.summary.as_json().items() if name != "results"}
        if told["judge"]:
            told["judge"] = {name: value for name, value in told["judge"].items() if name != "judgments"}
        return told

    def lines(self, report: Path) -> list[str]:
        """The verdict, what stands against the run, and where to read on."""
        right, short = self.summary.right, self.summary.still_short
        return [
            *(f"{kind.name:16} {kind.count:3} of {kind.of}" for kind in self.summary.kinds),
            *(self.summary.judged.lines() if self.summary.judged else ()),
            *map(str, self.summary.gate.findings),
            *filter(None, (self.summary.shortfall, short and f"The detectors: {short}.")),
            f"Evals {self.summary.verdict} ({self.summary.mode}): {right.count} of {right.of} cases right; "
            f"see {report}/report.html",
        ]


def run_cases(asked: Asked) -> Ran:
    """Run all cases. Raises OnRecordError where that cannot be done."""
    cases = read_cases(asked.cases)
    floors = floors_to_update(asked.floors) if asked.update_baseline else Floors.read(asked.floors)
    heard = _heard(cases, asked)
    if asked.export:
        write_samples(asked.export.path, heard.samples, multi_turn=asked.export.multi_turn)
    measured = _measured(heard.samples, asked.judge)
    test = self_test(heard.texts) if asked.planted_in else None
    if asked.update_baseline:
        floors = floors.update(heard.run, measured.judged)
        floors = floors.retested(test) if test else floors
        floors.write(asked.floors)
    return Ran(_reported(asked, heard.run, floors, test, measured))


def _heard(cases: tuple[Case, ...], asked: Asked) -> Hearing:
    mode = _mode(asked.judge)
    if asked.service:
        return Hearing.there(cases, asked.service, mode, asked.planted_in)
    return Hearing.here(cases, asked.articles, asked.data_dir, mode, asked.planted_in)


def _mode(judge_at: Endpoint | None) -> EvalMode:
    if judge_at is None:
        return EvalMode.OFFLINE
    return EvalMode.REPLAY if judge_at.replay else EvalMode.JUDGE


def _measured(samples: tuple[Sample, ...], judge_at: Endpoint | None) -> Measured:
    # Without ragas a run lacks the figures of the retrieval; a judge cannot do without it.
    if judge_at is None and find_spec("ragas") is None:
        return Measured()
    from evals.judge.session import measure

    return measure(samples, judge_at)


def _reported(asked: Asked, done: Run, floors: Floors, test: SelfTest | None, measured: Measured) -> Summary:
    try:
        return write(
            asked.report,
            done,
            judge(done, floors, test, measured.judged),
            floors,
            test,
            measured,
            link=asked.link,
            is_baseline=asked.update_baseline,
        )
    except OSError as error:
        raise RowError(f"The report cannot be written to {asked.report}: {error.strerror}.") from error
