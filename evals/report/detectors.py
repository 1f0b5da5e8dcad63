"""What the self-test found, as a report tells it: each class by both detectors, beside floor and target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.detection import Tried, caught
from evals.floors import MOST_ALARMS, TARGETS, Bound, Floors
from evals.report.figures import Figure, figure_json, interval_json
from evals.selftest import GATED, Bin, SelfTest


@dataclass(frozen=True, slots=True)
class Row:
    """One class of fabrication, or one control: by detector what was caught, and the floor (or ceiling) of each."""

    kind: str
    target: float | None
    caught: Mapping[str, Figure]
    bounds: Mapping[str, float | None]

    def short(self, detector: str) -> float:
        """How far below the target recall is; 0 where it is reached or there is none."""
        value = self.caught[detector].value
        return 0.0 if self.target is None or value is None else max(0.0, self.target - value)


@dataclass(frozen=True, slots=True)
class Detectors:
    """The classes, the controls, how the stated scores compare with the truth, and the classes with no claim."""

    articles: int
    claims: int
    digest: str
    planted: tuple[Row, ...]
    controls: tuple[Row, ...]
    calibration: tuple[Bin, ...]
    untried: tuple[str, ...]

    @property
    def still_short(self) -> str:
        """How many classes of fabrications a detector finds less of than is wanted; nothing where there is none."""
        count = sum(any(row.short(name) > 0 for name in GATED) for row in self.planted)
        return f"{count} {'class is' if count == 1 else 'classes are'} still short of what is wanted" if count else ""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "articles": self.articles,
            "claims": self.claims,
            "digest": self.digest,
            "planted": {row.kind: _row(row) for row in self.planted},
            "controls": {row.kind: _row(row) for row in self.controls},
            "calibration": [
                {
                    "stated": round(one.stated, 4),
                    "true": one.true.count,
                    "of": one.true.of,
                    "interval": interval_json(one.interval),
                }
                for one in self.calibration
            ],
            "untried": self.untried,
        }


def detectors(test: SelfTest, floors: Floors) -> Detectors:
    """The rows of a self-test. Floors that were set on other claims are not shown beside these."""
    known = floors.detectors if floors.detectors and floors.detectors.claims == test.digest else None
    planted, controls = test.planted, test.controls
    return Detectors(
        test.articles,
        len(test.tries),
        test.digest,
        tuple(_of(kind, some, TARGETS.get(kind), known and known.recall.get(kind)) for kind, some in planted.items()),
        tuple(_of(kind, some, MOST_ALARMS, known and known.alarms.get(kind)) for kind, some in controls.items()),
        test.calibration,
        tuple(kind for kind in TARGETS if kind not in planted),
    )


def _of(kind: str, tries: Sequence[Tried], target: float | None, bound: Bound | None) -> Row:
    shares = {name: Figure.of_share(name, caught(tries, name)) for name in GATED}
    return Row(kind, target, shares, {name: bound.of(name) if bound else None for name in GATED})


def _row(row: Row) -> dict[str, Any]:
    return {
        "target": row.target,
        **{name: {**figure_json(row.caught[name]), "bound": row.bounds[name]} for name in GATED},
    }
