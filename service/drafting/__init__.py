"""Drafts: sentences that may become an answer. Nothing in a draft is trusted before it is grounded and verified."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from service.quotes import Quote
from service.retrieval import Evidence


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One drafted sentence.

    `cited` are indexes into the evidence's hits, as the drafter claims; `quote` is the place that it was copied from.
    """

    text: str
    cited: tuple[int, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafter writes, in order, and its name. No statements: the drafter found no answer in the evidence.

    The statements are read once and may come while a model writes; reading them raises DraftingError where it fails.
    `close`, from any thread, ends the writing.
    """

    statements: Iterable[DraftStatement]
    model: str
    close: Callable[[], object] = lambda: None


class Drafter(Protocol):
    """Evidence in, a draft out."""

    def draft(self, evidence: Evidence) -> Draft:
        """Draft statements that answer the evidence's question. Raises DraftingError where a model fails at once."""
        ...
