"""The request that is being served, so that its log line can name the answer that was made for it.

A context variable reaches the worker threads of a request without a parameter through the whole journey.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

from service.answers import Answer


@dataclass(slots=True)
class Visit:
    """What one request led to; written while it is served.

    `status` is that of the reply. Where there was none, an error went past all that makes replies of errors: a 500.
    """

    begun: float = field(default_factory=perf_counter)
    status: int = 500
    answer_id: str | None = None
    answer_status: str | None = None
    question: str | None = None

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return perf_counter() - self.begun


_VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)


@contextmanager
def visit() -> Generator[Visit]:
    """The visit that what happens within the block belongs to."""
    begun = Visit()
    token = _VISIT.set(begun)
    try:
        yield begun
    finally:
        _VISIT.reset(token)


def note(answer: Answer, question: str | None) -> None:
    """Note an answer in the visit that it was made for, if any."""
    if current := _VISIT.get():
        current.answer_id, current.answer_status, current.question = answer.id, answer.status.value, question
