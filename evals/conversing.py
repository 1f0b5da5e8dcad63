"""A conversation with an answerer of this process, as the service has it: no article is removed meanwhile."""

from typing import Protocol

from service.answers import Answer
from service.conversation.earlier import Earlier


class Answers(Protocol):
    """What answers a question within the conversation before it."""

    def answer(self, question: str, *, earlier: Earlier) -> Answer:
        """The answer. Raises QuestionError."""
        ...


class Conversing:
    """Asks one question after the other; each may lean on those before it."""

    def __init__(self, asking: Answers) -> None:
        """Nothing has been asked yet."""
        self._asking = asking
        self._answers: tuple[Answer, ...] = ()

    def __call__(self, question: str) -> Answer:
        """The answer to the next question. Raises QuestionError."""
        answer = self._asking.answer(question, earlier=Earlier.of(self._answers, lambda _: True))
        self._answers = (*self._answers, answer)
        return answer
