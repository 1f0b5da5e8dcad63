"""Is a run good enough: nothing made up, no row lost, and no figure under its floor."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import OFF_TOPIC, cases_digest
from evals.judge.figures import Judged, shortfalls
from evals.rows import RowError
from evals.run import EvalMode, Run
from evals.scorers import ZERO_TOLERANCE, Outcome


class Floors(BaseModel):
    """What a run must reach. Only `update` lowers it.

    `cases` is the digest of the cases that it was set on, `right` the least share of them, `failing` the ids of those
    that were wrong then, so that a report can say what changed, `judge` the least
    mean of each metric of a replayed judge.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: str
    right: Annotated[float, Field(ge=0, le=1)]
    failing: tuple[str, ...] = ()
    judge: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a floors file. Raises RowError."""
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise RowError(f"{path} is not there; make it with --update-baseline.") from error
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise RowError(f"{path} is not a floors file; make it afresh with --update-baseline.") from error

    def write(self, path: Path) -> None:
        """Write the file as it is committed."""
        path.write_text(json.dumps(self.model_dump(), indent=2) + "\n", encoding="utf-8")

    def update(self, run: Run, judged: Judged | None = None) -> Self:
        """The floors after a run that is the new baseline: its cases, and what fell short lowered.

        A replayed judge's metrics that have no floor yet get what they reached.
        """
        reached = math.floor(100 * (run.right.value or 0)) / 100
        failing = tuple(result.case.id for result in run.results if not result.right)
        return self.model_copy(
            update={
                "cases": cases_digest(run.cases),
                "right": min(self.right, reached),
                "failing": failing,
                "judge": self._judge(run, judged),
            }
        )

    def _judge(self, run: Run, judged: Judged | None) -> dict[str, float]:
        if judged is None or run.mode is not EvalMode.REPLAY:
            return self.judge
        reached = {one.metric: math.floor(100 * one.mean.value) / 100 for one in judged.figures}
        return {**self.judge, **{name: min(value, self.judge.get(name, 1)) for name, value in reached.items()}}


DEFAULT = Floors(cases="", right=0.9)


@dataclass(frozen=True, slots=True)
class Gate:
    """Each finding is a sentence; without any the run passed."""

    findings: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether there is nothing against the run."""
        return not self.findings


def judge(run: Run, floors: Floors, judged: Judged | None = None) -> Gate:
    """What stands against a run, gravest first. A judge has a say where it is replayed."""
    decides = judged if run.mode is EvalMode.REPLAY else None
    word = shortfalls(decides, floors.judge) if decides else ()
    return Gate((*_made_up(run), *_off_topic(run), *_under(run, floors), *word))


def _made_up(run: Run) -> Iterator[str]:
    for name in ZERO_TOLERANCE:
        failing = [
            result.case.id
            for result in run.results
            for score in result.scores
            if score.scorer == name and not score.passed
        ]
        if failing:
            yield f"{name}: {len(failing)} case(s) fail where none may: {', '.join(failing)}"
    if run.lost:
        yield f"rows: {len(run.lost)} of {len(run.cases)} cases have no full row of scores: {', '.join(run.lost)}"
    broken = sorted(
        {score.scorer for result in run.results for score in result.scores if score.outcome is Outcome.BROKE}
    )
    if broken:
        yield f"scorers: {', '.join(broken)} broke; the report says where"


def _off_topic(run: Run) -> Iterator[str]:
    wrong = [result.case.id for result in run.results if result.case.kind == OFF_TOPIC and not result.right]
    if wrong:
        yield f"off topic: {len(wrong)} question(s) were not rightly refused: {', '.join(wrong)}"


def _under(run: Run, floors: Floors) -> Iterator[str]:
    share = run.right.value or 0
    if share < floors.right:
        yield f"right: {run.right.count} of {run.right.of} cases, {share:.1%}, is under the floor of {floors.right:.0%}"
    if cases_digest(run.cases) != floors.cases:
        yield "cases: they are not those that the floors were set on; look at the figures, then run --update-baseline"
