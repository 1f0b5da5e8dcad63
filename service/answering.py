"""The journey of a question, on one screen: understand, retrieve, draft, ground and verify, compose."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import uuid4

from indexing.search import Scope
from service import composing, conflicts
from service.answers import Answer, Filters, Mode, Verdict
from service.asking import understood
from service.checking import Checker, unchecked
from service.composing import Asked, Contest
from service.composing.page import Page, Told, nobody
from service.drafting import Draft, Drafter, DraftStatement
from service.drafting.verbatim import REDRAFTED, instead_of
from service.errors import DraftingError
from service.grounding import quotable
from service.premises import embedded, supposed, untold
from service.retrieval import Evidence

NOTHING_IN_SCOPE = "No article passes the filters."
SAID_NOWHERE_IN_SCOPE = "The articles that pass the filters do not say."
QUOTED = "extractive"
NOTHING_STOOD = "extractive (nothing by {} stood the checks)"
# True to the letter, also where other words say it. In SQuAD 2.0 it is said of 9 % of the true premises, and of 36 % of
# those in questions made unanswerable.
NOT_SAID = "No sentence found says in these words that {}; the articles say:"
UNLIKELY = 0.5
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
    or where nothing that it drafted stands the checks; the answer's `model` then names both. `patience` are the seconds
    after which no further statement is checked: what is left is withheld.
    """

    retriever: FindsEvidence
    drafter: Drafter
    checker: Checker
    threshold: float
    revision: Callable[[], int]
    fallback: Drafter | None = None
    patience: float = 30.0
    new_id: Callable[[], str] = field(default=lambda: uuid4().hex)

    def answer(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        asked: date | None = None,
        told: Told = nobody,
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
        contests = self._contests(evidence, scope)
        if contests:
            # The sides are the answer; what would be drafted beside them repeats one side or drifts.
            return watch.on(composing.compose(given, evidence.hits, (), QUOTED, contests=contests))
        if not evidence.hits or evidence.answerability < self.threshold:
            return watch.on(composing.refuse(given, evidence.nearest, text=_refusal(evidence, scope)))
        page = Page(given, evidence, mode, told, lead=self._premise(evidence, scope))
        with watch.step("draft"):
            draft = self._drafted(evidence)
        with watch.step("verify"):
            page = self._checked(draft, page, scope)
        if self.fallback and draft.statements and not page.supported:
            with watch.step("draft_again"):
                page = self._checked(self.fallback.draft(evidence), page, scope)
        return watch.on(page.answer(draft.model if page.stood(draft) else NOTHING_STOOD.format(draft.model)))

    def _contests(self, evidence: Evidence, scope: Scope) -> tuple[Contest, ...]:
        """What the articles disagree on, also where no single sentence looks like an answer."""
        if evidence.answerability < DISPUTED * self.threshold:
            return ()
        return tuple(
            Contest(
                tuple(
                    self.checker.check(DraftStatement(quote.text, (quote.hit,), quote), evidence.hits, scope)[0]
                    for quote in sides
                )
            )
            for sides in conflicts.find(evidence)
        )

    def _premise(self, evidence: Evidence, scope: Scope) -> str:
        """A sentence that names what the question takes for granted and nothing that was found says, or nothing."""
        premise = supposed(evidence.question)
        found = quotable(evidence.hits, range(len(evidence.hits))) if premise else ()
        if premise is None or not untold(premise, (quote.text for quote in found)):
            return ""
        checked, _ = self.checker.check(DraftStatement(premise), evidence.hits, scope)
        return NOT_SAID.format(embedded(premise)) if checked.score < UNLIKELY else ""

    def _drafted(self, evidence: Evidence) -> Draft:
        try:
            return self.drafter.draft(evidence)
        except DraftingError as error:
            if self.fallback is None:
                raise
            return _instead(self.fallback.draft(evidence), str(error).rstrip("."))

    def _checked(self, draft: Draft, page: Page, scope: Scope) -> Page:
        """The page with each statement of the draft checked, in order; one that is withheld is redrafted once."""
        until = time.perf_counter() + self.patience
        for statement in draft.statements:
            # A copy is compared letter by letter, which takes no time.
            if statement.quote is None and time.perf_counter() > until:
                page = page.having(unchecked(statement), page.hits, draft.model)
                continue
            checked, hits = self.checker.check(statement, page.hits, scope)
            page = page.having(checked, hits, draft.model)
            instead = page.is_strict and instead_of(checked.quotes, page.evidence, page.cited)
            if checked.verdict is not Verdict.SUPPORTED and instead:
                again, hits = self.checker.check(instead, page.hits, scope)
                page = page.having(again.because(REDRAFTED), hits, draft.model)
        return page


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
