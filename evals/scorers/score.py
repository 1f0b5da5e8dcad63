"""What a scorer says of an answer, and what it may look at besides the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indexing.articles import Article
from service.answers import Answer


class Outcome(StrEnum):
    """A scorer that broke is an outcome too: it is neither a pass nor a lost row."""

    PASSED = "passed"
    FAILED = "failed"
    BROKE = "broke"


@dataclass(frozen=True, slots=True)
class Score:
    """One scorer's word on one answer. `reasons` name each fault; they are empty exactly when it passed."""

    scorer: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, scorer: str, faults: tuple[str, ...]) -> "Score":
        """Passed where there are no faults."""
        return cls(scorer, Outcome.FAILED if faults else Outcome.PASSED, faults)

    @property
    def passed(self) -> bool:
        """Whether nothing was found to be wrong."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class Sources:
    """What the answers were made from: the live version of an article, or None; and what cleaning cut from each.

    `earlier` are the answers before it in its conversation.
    """

    article: Callable[[str], Article | None]
    cuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    earlier: tuple[Answer, ...] = ()
