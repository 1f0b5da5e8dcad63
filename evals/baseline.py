"""What changed since the baseline: the cases of a run, each beside what became of it then."""

from dataclasses import dataclass
from typing import Self

from evals.floors import Floors
from evals.run import Run
from evals.stats import mcnemar

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of cases by what changed. `new` ones were not there at the baseline, `gone` ones are not there now."""

    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]
    still_wrong: tuple[str, ...]
    still_right: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def of(cls, run: Run, floors: Floors) -> Self:
        """The changes of a run. A case without an answer is wrong now."""
        now = {result.case.id: result.right for result in run.results}
        then = floors.baseline

        def which(was: bool, is_right: bool) -> tuple[str, ...]:
            return tuple(case for case, right in now.items() if case in then and (then[case], right) == (was, is_right))

        return cls(
            newly_wrong=which(True, False),
            newly_right=which(False, True),
            still_wrong=which(False, False),
            still_right=which(True, True),
            new=tuple(case for case in now if case not in then),
            gone=tuple(case for case in then if case not in now),
        )

    @property
    def chance(self) -> float:
        """How likely so many cases turn wrong by chance, if as many turn right: exact one-sided McNemar."""
        return mcnemar(len(self.newly_wrong), len(self.newly_right))

    @property
    def worse(self) -> bool:
        """Whether the run is significantly worse than the baseline."""
        return self.chance < SIGNIFICANT
