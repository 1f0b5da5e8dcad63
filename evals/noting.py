"""An answerer that notes which passages each answer was made from, which an answer itself does not tell."""

from dataclasses import replace
from datetime import date

from indexing.search import Hit, Scope
from service.answering import Answerer
from service.answers import Answer
from service.conversation.earlier import Earlier
from service.retrieval import Evidence


class Noting:
    """Asks, and notes which passages each answer was made from."""

    def __init__(self, asking: Answerer) -> None:
        """Nothing has been asked yet."""
        self._retriever = asking.retriever
        self._asking = replace(asking, retriever=self)
        self._latest: tuple[Hit, ...] = ()
        self.found: dict[str, tuple[Hit, ...]] = {}

    def answer(self, question: str, *, earlier: Earlier = Earlier()) -> Answer:  # noqa: B008 - frozen
        """The answer. Raises QuestionError."""
        self._latest = ()
        answer = self._asking.answer(question, earlier=earlier)
        self.found[question] = self._latest
        return answer

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence, as the retriever gives it."""
        evidence = self._retriever.evidence(question, scope, asked)
        self._latest = evidence.hits
        return evidence
