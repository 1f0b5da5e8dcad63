"""How the statements are borne out by what they cite, as a report tells it."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from evals.floors import Floors
from evals.report.figures import Figure, figure_json, interval_json
from evals.run import Run
from evals.scorers import Cited, Support, Use
from evals.stats import Interval, clustered_mean


@dataclass(frozen=True, slots=True)
class Citing:
    """Recall and precision of the citations of a run, in this order, with their floors and what they are made of.

    `by_article` are their intervals with whole articles drawn again: the statements of one article share its faults.
    """

    figures: tuple[Figure, Figure]
    by_article: tuple[Interval | None, Interval | None]
    floors: tuple[float | None, float | None]
    grades: Mapping[Support, int]
    uses: Mapping[Use, int]

    @classmethod
    def of(cls, run: Run, floors: Floors) -> Self:
        """The figures of a run beside their floors."""
        stated = [(one, result.cluster) for result in run.results for one in result.cited]
        uses = [(use, cluster) for one, cluster in stated for use in one.uses.values()]
        recall, precision = run.citing["recall"], run.citing["precision"]
        return cls(
            (Figure.of_share("citation recall", recall), Figure.of_share("citation precision", precision)),
            (
                _resampled((one.grade is Support.FULL, cluster) for one, cluster in stated),
                _resampled((use is Use.PRECISE, cluster) for use, cluster in uses),
            ),
            (floors.citing.get("recall"), floors.citing.get("precision")),
            {grade: sum(one.grade is grade for one, _ in stated) for grade in Support},
            {use: sum(one is use for one, _ in uses) for use in Use},
        )

    @property
    def told(self) -> str:
        """The grades and the uses that occur, in a sentence."""
        grades = ", ".join(f"{count} {grade}" for grade, count in self.grades.items())
        uses = ", ".join(f"{count} {use}" for use, count in self.uses.items() if count)
        return f"Support of the statements: {grades}. Citations: {uses or 'none'}."

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        named = zip(("recall", "precision"), self.figures, self.by_article, self.floors, strict=True)
        return {
            **{
                name: {**figure_json(figure), "clustered_by_article": interval_json(again), "floor": floor}
                for name, figure, again, floor in named
            },
            "grades": dict(self.grades),
            "citations": dict(self.uses),
        }


def cited_json(one: Cited) -> dict[str, Any]:
    """One statement for programs: its grade, and by its number what each citation is to it."""
    return {"grade": one.grade, "citations": {str(number): use for number, use in one.uses.items()}}


def _resampled(values: Iterable[tuple[bool, Hashable]]) -> Interval | None:
    some = list(values)
    return clustered_mean([float(right) for right, _ in some], [cluster for _, cluster in some])
