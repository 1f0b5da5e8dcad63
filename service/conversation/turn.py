"""What was said before a follow-up, as far as a rewriting may use it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it stood alone, and the statements of its answer: none where it was refused."""

    question: str
    said: tuple[str, ...] = ()


Turns = tuple[Turn, ...]
"""The turns of a conversation, the latest last."""
