"""Stages inside a step of an answer, timed from outside: the parts of the service know nothing of it."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from indexing.search import Scope
from service.answering import FindsEvidence
from service.retrieval import Evidence

Laps = dict[str, float]


@dataclass
class Stopwatch:
    """Milliseconds of the parts that retrieval calls; what other steps ask of the same parts is theirs."""

    inside: FindsEvidence
    laps: Laps = field(default_factory=Laps)
    retrieving: bool = False

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence of the retriever inside; `laps` are then those of this question."""
        self.laps, self.retrieving = {}, True
        try:
            return self.inside.evidence(question, scope, asked)
        finally:
            self.retrieving = False

    @contextmanager
    def watching(self, *parts: tuple[type, str, str]) -> Generator[None]:
        """While the block lasts, each call of a class's method is timed: the class, its method, the stage's name."""
        untimed = [(part, method, getattr(part, method)) for part, method, _ in parts]
        for part, method, stage in parts:
            setattr(part, method, self._timed(getattr(part, method), stage))
        try:
            yield
        finally:
            for part, method, call in untimed:
                setattr(part, method, call)

    def _timed(self, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return call(*given, **named)
            finally:
                if self.retrieving:
                    self.laps[stage] = self.laps.get(stage, 0.0) + 1_000 * (time.perf_counter() - begun)

        return timed
