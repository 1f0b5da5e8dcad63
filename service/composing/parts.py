"""What an answer is composed of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from service.answers import Reason, Verdict
from service.quotes import Quote

STALE = Reason(
    rule="article_changed", message="The article that it quotes was changed or taken out while the answer was written."
)
TOO_LONG = Reason(
    rule="quote_limit", message="It repeats more of its article than the licence of that allows to be quoted."
)
NOT_LICENSED = "A sentence of an article that may be quoted only in short."
OUTDATED = "A sentence of an article that was changed or taken out meanwhile."


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement that was grounded and verified: the verdict, why, and how likely its quotes support it, 0 to 1."""

    text: str
    quotes: tuple[Quote, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    score: float = 0.0

    def because(self, reason: Reason) -> Self:
        """The same with one more reason."""
        return replace(self, reasons=(*self.reasons, reason))

    @classmethod
    def outdated(cls) -> Self:
        """What is left of a statement whose article no longer answers: nothing that the article said."""
        return cls(OUTDATED, (), Verdict.UNSUPPORTED, (STALE,))

    @classmethod
    def too_long(cls) -> Self:
        """What is left of a statement that repeats more of its article than may be quoted."""
        return cls(NOT_LICENSED, (), Verdict.UNSUPPORTED, (TOO_LONG,))

    @property
    def is_barred(self) -> bool:
        """Whether it may not be said in any mode."""
        return STALE in self.reasons or TOO_LONG in self.reasons


@dataclass(frozen=True, slots=True)
class Contest:
    """Checked statements that contradict each other, one a side, in order of their dates where these are known."""

    sides: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an answer before it is composed: its id, its question, the corpus that it was asked of.

    `numbers` are those that citations got before in its conversation, by article, version, start and end.
    """

    id: str
    question: str
    standalone_question: str
    corpus_revision: int
    numbers: Mapping[tuple[str, str, int, int], int] = field(default_factory=dict[tuple[str, str, int, int], int])
