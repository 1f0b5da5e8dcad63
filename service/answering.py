"""The journey of a question, on one screen: understand, retrieve, draft, ground, verify, compose."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import uuid4

from indexing.search import Scope
from service import composing, conflicts
from service.answers import Answer, Filters, Mode, Verdict
from service.asking import understood
from service.composing import Asked, Checked, Contest
from service.drafting import Draft, Drafter, DraftStatement
from service.errors import DraftingError
from service.grounding import ground
from service.quotes import naming
from service.retrieval import Evidence
from service.verification import verify

NOTHING_IN_SCOPE = "No article passes the filters."
SAID_NOWHERE_IN_SCOPE = "The articles that pass the filters do not say."
# Two sentences that disagree on what is asked do speak of it: so much of the threshold is enough.
DISPUTED = 0.7


class FindsEvidence(Protocol):
    """A question in, the evidence of the articles out."""

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """What the articles of the scope have on the question; `asked` is the day that it is asked, if that matters."""
        ...


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one corpus. Nothing is kept between two questions.

    `threshold` is the answerability below which the articles do not answer. `fallback` drafts where `drafter` fails
    or where nothing that it drafted stands the checks; the answer's `model` then names both.
    """

    retriever: FindsEvidence
    drafter: Drafter
    threshold: float
    revision: Callable[[], int]
    fallback: Drafter | None = None
    new_id: Callable[[], str] = field(default=lambda: uuid4().hex)

    def answer(
        self, question: str, filters: Filters | None = None, mode: Mode = Mode.STRICT, asked: date | None = None
    ) -> Answer:
        """The answer to a question. Raises QuestionError where the question cannot be taken.

        A drafting model that fails is no error while there is a fallback; without one it raises DraftingError.
        """
        watch = Watch()
        standalone = understood(question)
        revision = self.revision()
        scope = Scope(**filters.model_dump()) if filters else Scope()
        with watch.step("retrieve"):
            evidence = self.retriever.evidence(standalone, scope, asked)
        given = Asked(self.new_id(), question, evidence.question, revision)
        contests = self._contests(evidence)
        if not evidence.hits or (not contests and evidence.answerability < self.threshold):
            return watch.on(composing.refuse(given, evidence.nearest, text=_refusal(evidence, scope)))
        with watch.step("draft"):
            draft = self._drafted(evidence)
        with watch.step("verify"):
            checked = _checked(draft, evidence)
        if self.fallback and draft.statements and not _supported(checked):
            with watch.step("draft_again"):
                draft = _instead(self.fallback.draft(evidence), f"nothing by {draft.model} stood the checks")
                checked = (*_checked(draft, evidence), *checked)
        with watch.step("compose"):
            answer = _composed(given, evidence, checked, contests, mode, draft.model)
        return watch.on(answer)

    def _contests(self, evidence: Evidence) -> tuple[Contest, ...]:
        """What the articles disagree on, also where no single sentence looks like an answer."""
        if evidence.answerability < DISPUTED * self.threshold:
            return ()
        return tuple(
            Contest(tuple(_check(DraftStatement(quote.text, (quote.hit,), quote), evidence) for quote in sides))
            for sides in conflicts.find(evidence)
        )

    def _drafted(self, evidence: Evidence) -> Draft:
        try:
            return self.drafter.draft(evidence)
        except DraftingError as error:
            if self.fallback is None:
                raise
            return _instead(self.fallback.draft(evidence), str(error).rstrip("."))


@dataclass(frozen=True)
class Watch:
    """Milliseconds per step of one answer."""

    started: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict[str, float])

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        """Take the time of the block as that of the named step."""
        begun = time.perf_counter()
        yield
        self.steps[name] = _milliseconds(begun)

    def on(self, answer: Answer) -> Answer:
        """The answer with the steps so far and their total."""
        return answer.model_copy(update={"timings": {**self.steps, "total": _milliseconds(self.started)}})


def _milliseconds(since: float) -> float:
    return round((time.perf_counter() - since) * 1_000, 1)


def _refusal(evidence: Evidence, scope: Scope) -> str:
    if scope.everything:
        return composing.NOT_IN_ARTICLES
    return SAID_NOWHERE_IN_SCOPE if evidence.hits or evidence.nearest else NOTHING_IN_SCOPE


def _instead(draft: Draft, why: str) -> Draft:
    return Draft(draft.statements, f"{draft.model} ({why})")


def _checked(draft: Draft, evidence: Evidence) -> tuple[Checked, ...]:
    return tuple(_check(statement, evidence) for statement in draft.statements)


def _check(statement: DraftStatement, evidence: Evidence) -> Checked:
    quotes = ground(statement, evidence)
    judgement = verify(statement.text, [quote.text for quote in quotes], naming(quotes, evidence.hits))
    return Checked(statement.text, quotes, judgement.verdict, judgement.reasons)


def _supported(checked: Sequence[Checked]) -> tuple[Checked, ...]:
    return tuple(statement for statement in checked if statement.verdict is Verdict.SUPPORTED)


def _composed(
    given: Asked,
    evidence: Evidence,
    checked: Sequence[Checked],
    contests: tuple[Contest, ...],
    mode: Mode,
    model: str,
) -> Answer:
    emitted = tuple(checked) if mode is Mode.FLAG else _supported(checked)
    withheld = tuple(statement for statement in checked if statement not in emitted)
    if contests:
        # The sides are the answer; what was drafted beside them repeats one side or drifts.
        return composing.compose(given, evidence.hits, (), model, contests=contests, withheld=withheld)
    if not emitted:
        return composing.refuse(given, evidence.nearest, model, withheld=withheld)
    return composing.compose(given, evidence.hits, emitted, model, withheld=withheld)
