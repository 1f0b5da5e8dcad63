"""How long the steps of an answer take, and who is told of it when it is whole."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from service.answers import Answer
from service.monitoring.spans import span

Told = Callable[[Answer], None]


def nobody(_: Answer) -> None:
    """Whom nothing is told."""


@dataclass(frozen=True)
class Watch:
    """Milliseconds per step of one answer, each step in a span of its own; `told` hears of the whole."""

    told: Told = nobody
    started: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict[str, float])

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        """Take the time of the block as that of the named step, or add it to what the step took before."""
        begun = time.perf_counter()
        with span(name):
            yield
        self.steps[name] = round(self.steps.get(name, 0.0) + _milliseconds(begun), 1)

    def on(self, answer: Answer) -> Answer:
        """The answer with the steps so far and their total, told of."""
        timed = answer.model_copy(update={"timings": {**self.steps, "total": _milliseconds(self.started)}})
        self.told(timed)
        return timed


def _milliseconds(since: float) -> float:
    return round((time.perf_counter() - since) * 1_000, 1)
