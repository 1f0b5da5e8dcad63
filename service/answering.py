"""The journey of a question, on one screen: understand, retrieve, draft, ground and verify, compose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol
from uuid import uuid4

from indexing.search import Scope
from service import composing, conflicts
from service.answers import Answer, Citation, Filters, Mode, Verdict
from service.asking import understood
from service.authorship import QUOTED, author
from service.checking import Checker, unchecked
from service.composing import Asked, Contest
from service.composing.notices import NOT_SAID, lead, refusal
from service.composing.page import Page, Reader
from service.conversation.earlier import Earlier
from service.conversation.standalone import standalone
from service.conversation.turn import Turns
from service.drafting import Drafter, DraftStatement
from service.drafting.verbatim import REDRAFTED, instead_of
from service.errors import DraftingError
from service.grounding import quotable
from service.monitoring.spans import span
from service.premises import spoken_of, supposed, untold
from service.retrieval import Evidence
from service.seats import Seats, refuse_left
from service.watch import Told, Watch, nobody

UNLIKELY = 0.5
# Two sentences that disagree on what is asked do speak of it: so much of the threshold is enough.
DISPUTED = 0.5


def _as_found(evidence: Evidence, _cited: Sequence[Citation], _scope: Scope) -> Evidence:
    return evidence


def new_id() -> str:
    """The id of an answer, which cannot be guessed."""
    return uuid4().hex


class FindsEvidence(Protocol):
    """A question in, the evidence of the articles out."""

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """What the articles of the scope have on the question; `asked` is the day that it is asked, if that matters."""
        ...


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one corpus. Nothing is kept between two questions.

    `threshold` is the answerability below which the articles do not answer. `fallback` drafts where nothing by
    `drafter` stands the checks, because it failed or otherwise; the answer's `model` then names both. `patience` are
    the seconds of checking after which no further statement is checked: what is left is withheld. `rewrite` makes a
    follow-up stand alone, `carry` adds to its evidence what the answer before it cited. `told` hears of each
    answer; `seats` are for how many questions the articles are read at once.
    """

    retriever: FindsEvidence
    drafter: Drafter
    checker: Checker
    threshold: float
    revision: Callable[[], int]
    fallback: Drafter | None = None
    patience: float = 30.0
    rewrite: Callable[[str, Turns], str] = standalone
    carry: Callable[[Evidence, Sequence[Citation], Scope], Evidence] = _as_found
    new_id: Callable[[], str] = new_id
    told: Told = nobody
    seats: Seats = field(default_factory=Seats)

    @span("answer")
    def answer(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        asked: date | None = None,
        reader: Reader | None = None,
        earlier: Earlier = Earlier(),  # noqa: B008 - frozen
    ) -> Answer:
        """The answer to a question, `earlier` being its conversation.

        Each statement is checked, and the reader told of it, while the drafter goes on. Where a drafting model fails,
        what stood the checks before is the answer, and partial; where nothing did, the fallback answers, or without one
        DraftingError is raised. Raises QuestionError where the question cannot be taken, and ReaderLeft soon after the
        reader has left.
        """
        watch = Watch(self.told)
        asked_alone = self.rewrite(understood(question), earlier.turns)
        revision = self.revision()
        scope = Scope(**filters.model_dump()) if filters else Scope()
        reader = reader or Reader()
        with watch.step("retrieve"), self.seats.taken(reader):
            evidence = self.retriever.evidence(asked_alone, scope, asked)
            evidence = self.carry(evidence, earlier.cited, scope)
        given = Asked(self.new_id(), question, evidence.question, revision, earlier.numbers)
        contests = self._contests(evidence, scope)
        if contests:
            # The sides are the answer; what would be drafted beside them repeats one side or drifts.
            return watch.on(composing.compose(given, evidence.hits, (), QUOTED, contests=contests))
        if not evidence.hits or evidence.answerability < self.threshold:
            text = refusal(evidence, self._unsaid(evidence, scope, refused=True), filtered=not scope.everything)
            return watch.on(composing.refuse(given, evidence.nearest, text=text))
        unsaid = self._unsaid(evidence, scope)
        instead = refusal(evidence, unsaid, filtered=not scope.everything)
        page = Page(given, evidence, mode, reader, lead=lead(evidence, unsaid), refusal=instead)
        page, model, fault = self._written(self.drafter, page, scope, watch)
        written_by = author(page, model, fault)
        if page.supported:
            page = replace(page, is_whole=fault is None and not evidence.unanswered)
        elif self.fallback and (fault or page.checked):
            page, *_ = self._written(self.fallback, page, scope, watch)
        elif fault:
            raise fault
        return watch.on(self._current(page).answer(written_by))

    def _current(self, page: Page) -> Page:
        """The page without what has been changed or taken out since it was read."""
        evidence = replace(page.evidence, nearest=self.checker.still(page.evidence.nearest))
        return replace(page, evidence=evidence, checked=self.checker.current(page.checked, page.hits))

    def _contests(self, evidence: Evidence, scope: Scope) -> tuple[Contest, ...]:
        """What the articles disagree on, also where no single sentence looks like an answer."""
        if evidence.answerability < DISPUTED * self.threshold:
            return ()
        contests = tuple(
            Contest(
                tuple(
                    self.checker.check(DraftStatement(quote.text, (quote.hit,), quote), evidence.hits, scope)[0]
                    for quote in sides
                )
            )
            for sides in conflicts.find(evidence)
        )
        # What may not be said is no side.
        return tuple(one for one in contests if not any(side.is_barred for side in one.sides))

    def _unsaid(self, evidence: Evidence, scope: Scope, *, refused: bool = False) -> str:
        """Words that name what the question takes for granted and nothing that was found says, or nothing.

        A refusal names it only where the articles speak of its subject: else there is nothing to set right.
        """
        premise = supposed(evidence.question)
        if premise is None:
            return ""
        found = [quote.text for quote in quotable(evidence.hits, range(len(evidence.hits)))]
        if not untold(premise, found) or (refused and not spoken_of(premise, found)):
            return ""
        checked, _ = self.checker.check(DraftStatement(premise.text), evidence.hits, scope)
        denied = checked.score < UNLIKELY or checked.verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
        return NOT_SAID.format(premise.embedded) if denied else ""

    def _written(
        self, drafter: Drafter, page: Page, scope: Scope, watch: Watch
    ) -> tuple[Page, str, DraftingError | None]:
        """The page with each statement of a draft checked as it comes, the drafter's name, and why it broke off."""
        try:
            with watch.step("draft"):
                draft = drafter.draft(page.evidence)
        except DraftingError as error:
            return page, "", error
        page.reader.left.add_done_callback(lambda _: draft.close())
        coming = iter(draft.statements)
        try:
            while True:
                with watch.step("draft"):
                    drafted = _next(coming)
                refuse_left(page.reader)
                if not isinstance(drafted, DraftStatement):
                    return page, draft.model, drafted
                late = watch.steps.get("verify", 0.0) > 1_000 * self.patience
                with watch.step("verify"):
                    page = self._checked(drafted, page, scope, draft.model, late=late)
        finally:
            draft.close()

    def _checked(self, statement: DraftStatement, page: Page, scope: Scope, model: str, *, late: bool) -> Page:
        """The page with the statement checked; where it is withheld, it is redrafted once."""
        # A copy is compared letter by letter, which takes no time.
        if late and statement.quote is None:
            return page.having(unchecked(statement), page.hits, model)
        checked, hits = self.checker.check_alone(statement, page.hits, scope)
        page = page.having(checked, hits, model)
        instead = page.is_strict and instead_of(checked.quotes, page.evidence, page.cited)
        if checked.verdict is Verdict.SUPPORTED or not instead:
            return page
        again, hits = self.checker.check(instead, page.hits, scope)
        return page.having(again.because(REDRAFTED), hits, model)


def _next(coming: Iterator[DraftStatement]) -> DraftStatement | DraftingError | None:
    """The next statement of a draft, None behind the last, or why there is none."""
    try:
        return next(coming, None)
    except DraftingError as error:
        return error
