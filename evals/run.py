"""Every case asked once and scored: what came of each, and of all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.cases import Case
from evals.progress import track
from evals.scorers import EXPECTATIONS, SCORERS, ZERO_TOLERANCE, Score, Sources, score
from evals.stats import Share
from indexing.errors import OnRecordError
from service.answers import Answer

Ask = Callable[[str], Answer]


class EvalMode(StrEnum):
    """How the answers were judged; named in every report.

    By the scorers alone, by a recorded judge as well, or by a judge that is asked, whose word is advice.
    """

    OFFLINE = "offline"
    REPLAY = "replay"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Result:
    """One case with its answer and scores. Without an answer, `error` says why, and there are no scores."""

    case: Case
    answer: Answer | None
    scores: tuple[Score, ...]
    seconds: float
    error: str | None = None

    @property
    def right(self) -> bool:
        """Whether nothing was made up and all that the case asks for is there."""
        needed = [one for one in self.scores if one.scorer in ZERO_TOLERANCE or one.scorer in EXPECTATIONS]
        return bool(needed) and all(one.passed for one in needed)

    @property
    def scored(self) -> bool:
        """Whether every scorer has said its word."""
        return {one.scorer for one in self.scores} == set(SCORERS)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, one sentence each, with the scorer that found it."""
        found = tuple(f"{one.scorer}: {reason}" for one in self.scores for reason in one.reasons)
        return (self.error, *found) if self.error else found


@dataclass(frozen=True, slots=True)
class Run:
    """All results, in the order of the cases."""

    mode: EvalMode
    cases: tuple[Case, ...]
    results: tuple[Result, ...]

    @property
    def right(self) -> Share:
        """The cases that are right, of the cases that were to be asked."""
        return Share(sum(result.right for result in self.results), len(self.cases))

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of cases without a full row of scores."""
        scored = {result.case.id for result in self.results if result.scored}
        return tuple(case.id for case in self.cases if case.id not in scored)

    def of_kind(self, kind: str) -> Share:
        """The right ones among the cases of one kind."""
        right = sum(result.right for result in self.results if result.case.kind == kind)
        return Share(right, sum(case.kind == kind for case in self.cases))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the cases, sorted."""
        return tuple(sorted({case.kind for case in self.cases}))


def run(ask: Ask, cases: Sequence[Case], sources: Sources, mode: EvalMode = EvalMode.OFFLINE) -> Run:
    """Ask and score each case, in order. A case that cannot be asked is a result without scores."""
    return Run(mode, tuple(cases), tuple(_result(ask, case, sources) for case in track(cases, "Asking")))


def _result(ask: Ask, case: Case, sources: Sources) -> Result:
    began = time.perf_counter()
    try:
        answer = ask(case.question)
    except OnRecordError as error:
        return Result(case, None, (), time.perf_counter() - began, f"could not be asked: {error}")
    seconds = time.perf_counter() - began
    return Result(case, answer, score(case, answer, sources), seconds)
