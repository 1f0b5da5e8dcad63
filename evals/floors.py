"""What a run must reach, committed beside the cases: only `--update-baseline` sets or lowers it."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import cases_digest
from evals.detection import Tried, caught
from evals.judge.figures import Judged
from evals.mutations import CONTROLS, FABRICATIONS
from evals.planting import MOVED, VERBATIM
from evals.rows import RowError
from evals.run import EvalMode, Run
from evals.selftest import GATED, SelfTest

TARGETS = {
    "number_foreign": 0.99,
    "entity_foreign": 0.99,
    "quote_edited": 0.99,
    "quote_invented": 0.99,
    "date_shifted": 0.95,
    "negation_added": 0.95,
    "negation_dropped": 0.95,
    "antonym": 0.95,
    "unit": 0.95,
    "magnitude": 0.95,
    "number_from_article": 0.85,
    "entity_from_article": 0.85,
    "hedge_removed": 0.85,
    "speaker_swapped": 0.75,
}
"""The recall wanted of each detector, by class. Classes that are not here have no target, only what was reached."""

MOST_ALARMS = 0.02
"""The share of controls that may be flagged: all of them are near-verbatim."""

DEFAULT_RIGHT = 0.9

Ratio = Annotated[float, Field(ge=0, le=1)]


class Bound(BaseModel):
    """The target of one class, and by detector what it must reach: the target, or what it reached where that is less.

    For a control, what it must not exceed: the target, or what it reached where that is more. None where the articles
    have no sentence to try it on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Ratio | None
    service: Ratio | None = None
    evals: Ratio | None = None

    def of(self, detector: str) -> float | None:
        """The floor, or ceiling, of one detector."""
        return self.service if detector == "service" else self.evals


class DetectorFloors(BaseModel):
    """Floors of recall by class of fabrication and ceilings of false alarms by control, on claims with this digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: str
    recall: dict[str, Bound]
    alarms: dict[str, Bound]

    @classmethod
    def reached(cls, test: SelfTest) -> Self:
        """The floors after a self-test that is the new baseline."""
        kinds = sorted((MOVED, *FABRICATIONS))
        recall = {kind: _floor(TARGETS.get(kind), test.planted.get(kind, ())) for kind in kinds}
        alarms = {kind: _ceiling(test.controls.get(kind, ())) for kind in sorted((VERBATIM, *CONTROLS))}
        return cls(claims=test.digest, recall=recall, alarms=alarms)


class Floors(BaseModel):
    """What a run must reach.

    `cases` and `corpus` are the digests of the cases and articles that it was set on, `right` the least share of right
    cases, `baseline` what became of each case then, and `detectors` what the detectors must find, where they were
    tested; `judge` the least mean of each metric of a judge that is replayed; `citing` the least recall and precision
    of citations.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: str
    corpus: str = ""
    right: Ratio
    baseline: dict[str, bool] = Field(default_factory=dict[str, bool])
    detectors: DetectorFloors | None = None
    judge: dict[str, Ratio] = Field(default_factory=dict[str, Ratio])
    citing: dict[str, Ratio] = Field(default_factory=dict[str, Ratio])

    @property
    def failing(self) -> frozenset[str]:
        """The cases that were wrong at the baseline."""
        return frozenset(case for case, right in self.baseline.items() if not right)

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
        """Write the file as it is committed. Raises RowError."""
        try:
            path.write_text(json.dumps(self.model_dump(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise RowError(f"The floors cannot be written to {path}: {error.strerror}.") from error

    def update(self, run: Run, judged: Judged | None = None) -> Self:
        """The floors after a run that is the new baseline: its cases, and what fell short lowered.

        A replayed judge's metrics that have no floor yet get what they reached.
        """
        reached = math.floor(100 * (run.right.value or 0)) / 100
        return self.model_copy(
            update={
                "cases": cases_digest(run.cases),
                "corpus": run.corpus,
                "right": min(self.right, reached),
                "baseline": {result.case.id: result.right for result in run.results},
                "judge": self._judge(run, judged),
                "citing": {
                    name: math.floor(1e4 * share.value) / 1e4
                    for name, share in run.citing.items()
                    if share.value is not None
                },
            }
        )

    def _judge(self, run: Run, judged: Judged | None) -> dict[str, float]:
        if judged is None or run.mode is not EvalMode.REPLAY:
            return self.judge
        reached = {one.metric: math.floor(100 * one.mean.value) / 100 for one in judged.figures if one.mean}
        return {**self.judge, **{name: min(value, self.judge.get(name, 1)) for name, value in reached.items()}}

    def retested(self, test: SelfTest) -> Self:
        """The floors after a self-test that is the new baseline of the detectors."""
        return self.model_copy(update={"detectors": DetectorFloors.reached(test)})


DEFAULT = Floors(cases="", right=DEFAULT_RIGHT)


def floors_to_update(path: Path) -> Floors:
    """The floors that an update starts from: those of the file, or the targets where there is none."""
    return Floors.read(path) if path.exists() else DEFAULT


def _floor(target: float | None, tries: Sequence[Tried]) -> Bound:
    reached = {name: value for name in GATED if (value := caught(tries, name).value) is not None}
    most = 1.0 if target is None else target
    return Bound(target=target, **{name: min(most, math.floor(1e4 * value) / 1e4) for name, value in reached.items()})


def _ceiling(tries: Sequence[Tried]) -> Bound:
    reached = {name: value for name in GATED if (value := caught(tries, name).value) is not None}
    return Bound(
        target=MOST_ALARMS,
        **{name: max(MOST_ALARMS, math.ceil(1e4 * value) / 1e4) for name, value in reached.items()},
    )
