"""What an answer is composed of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from service.answers import Reason, Verdict
from service.quotes import Quote


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
