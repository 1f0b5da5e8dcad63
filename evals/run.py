"""Every case asked once and scored: what came of each, and of all."""

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from evals.cases import Case
from evals.progress import track
from evals.scorers import (
    EXPECTATIONS,
    SCORERS,
    ZERO_TOLERANCE,
    Cited,
    Place,
    Score,
    Sources,
    cited,
    places,
    precision,
    recall,
    score,
)
from evals.stats import Share
from indexing.articles import Article
from indexing.errors import OnRecordError
from service.answers import Answer

Ask = Callable[[str], Answer]
Begin = Callable[[], Ask]
"""A new conversation: what is asked next leans on what was asked before."""
T = TypeVar("T")


class EvalMode(StrEnum):
    """How the answers were judged; named in every report.

    By the scorers alone, by a recorded judge as well, or by a judge that is asked, whose word is advice.
    """

    OFFLINE = "offline"
    REPLAY = "replay"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Result:
    """One case with its answer and scores. Without an answer, `error` says why, and there are no scores.

    `places` are where in the answer its faults stand, `cited` how its statements are borne out by what they cite.
    """

    case: Case
    answer: Answer | None
    scores: tuple[Score, ...]
    seconds: float
    error: str | None = None
    places: tuple[Place, ...] = ()
    cited: tuple[Cited, ...] = ()

    @property
    def made_up(self) -> bool:
        """Whether something in the answer is not as the articles have it, whatever the case asks for."""
        return any(one.scorer in ZERO_TOLERANCE and not one.passed for one in self.scores)

    @property
    def right(self) -> bool:
        """Whether nothing was made up and all that the case asks for is there."""
        needed = [one for one in self.scores if one.scorer in ZERO_TOLERANCE or one.scorer in EXPECTATIONS]
        return bool(needed) and all(one.passed for one in needed)

    @property
    def cluster(self) -> Hashable:
        """What its faults come from: its articles. A case that no article answers shares none, and stands alone."""
        return self.case.articles or self.case.id

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
    """All results, in the order of the cases.

    `articles` are those that the answers cite, by id; `corpus` is the digest of all that could answer; `figures` are
    means that are told beside the cases, None or NaN where none came out though it should have.
    """

    mode: EvalMode
    cases: tuple[Case, ...]
    results: tuple[Result, ...]
    articles: Mapping[str, Article] = field(default_factory=dict[str, Article])
    corpus: str = ""
    figures: Mapping[str, float | None] = field(default_factory=dict[str, float | None])

    @property
    def right(self) -> Share:
        """The cases that are right, of the cases that were to be asked."""
        return Share(sum(result.right for result in self.results), len(self.cases))

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of cases without a full row of scores."""
        scored = {result.case.id for result in self.results if result.scored}
        return tuple(case.id for case in self.cases if case.id not in scored)

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The statements of all answers, with what their citations are to them."""
        return tuple(one for result in self.results for one in result.cited)

    @property
    def citing(self) -> Mapping[str, Share]:
        """The recall and the precision of all citations, by these names."""
        return {"recall": recall(self.cited), "precision": precision(self.cited)}

    def of_kind(self, kind: str) -> Share:
        """The right ones among the cases of one kind."""
        right = sum(result.right for result in self.results if result.case.kind == kind)
        return Share(right, sum(case.kind == kind for case in self.cases))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the cases, sorted."""
        return tuple(sorted({case.kind for case in self.cases}))


def run(
    ask: Ask, cases: Sequence[Case], sources: Sources, mode: EvalMode = EvalMode.OFFLINE, begin: Begin | None = None
) -> Run:
    """Ask and score each case, in order. A case that cannot be asked is a result without scores.

    Follow-ups are asked in a conversation of their own; without `begin` they cannot be.
    """
    results = tuple(asked(ask, case, sources, begin) for case in track(cases, "Asking"))
    return Run(mode, tuple(cases), results, _cited(results, sources))


def _cited(results: Sequence[Result], sources: Sources) -> dict[str, Article]:
    ids = {citation.article_id for result in results if result.answer for citation in result.answer.citations}
    return {name: article for name in sorted(ids) if (article := sources.article(name))}


def asked(ask: Ask, case: Case, sources: Sources, begin: Begin | None = None) -> Result:
    """One case asked and scored; of a conversation only the last answer is."""
    began = time.perf_counter()
    try:
        *earlier, answer = _answers(ask, case, begin)
    except OnRecordError as error:
        return Result(case, None, (), time.perf_counter() - began, f"could not be asked: {error}")
    seconds = time.perf_counter() - began
    sources = replace(sources, earlier=tuple(earlier))
    scores = score(case, answer, sources)
    found = () if all(one.passed for one in scores) else _found(lambda: places(case, answer, sources))
    return Result(case, answer, scores, seconds, places=found, cited=_found(lambda: cited(answer, sources)))


def _answers(ask: Ask, case: Case, begin: Begin | None) -> list[Answer]:
    if not case.before:
        return [ask(case.question)]
    if begin is None:
        raise OnRecordError("it is a follow-up, and no conversation can be begun here.")
    talk = begin()
    return [talk(question) for question in (*case.before, case.question)]


def _found(look: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
    try:
        return look()
    except Exception:  # noqa: BLE001  (the scorer that broke on this answer is in the scores already)
        return ()
