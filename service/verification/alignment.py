"""The sentence of the evidence that says what a claim says, if one does: where polarity and hedges are compared."""

from dataclasses import dataclass
from functools import lru_cache

from indexing.sentences import sentences
from service.wording import Word, words

# Share of the claim's content words that the sentence must hold. Below it the claim is worded too freely to compare
# single words: rules that see negations and hedges then raise more false alarms than they find faults.
CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class Aligned:
    """The words of the claim, and those of the evidence sentence at `start` that holds most of them."""

    claim: tuple[Word, ...]
    sentence: tuple[Word, ...]
    text: str

    @property
    def shared(self) -> frozenset[str]:
        """The stems of the content words that both hold."""
        return stems(self.claim) & stems(self.sentence)


@lru_cache(maxsize=1_000)
def aligned(claim: str, evidence: str, close: float = CLOSE) -> Aligned | None:
    """The closest sentence of the evidence; None where none holds the share `close` of the claim's content words."""
    said = tuple(words(claim))
    wanted = stems(said)
    if not wanted:
        return None
    best = max(told_in(evidence), key=lambda one: len(wanted & one[1]), default=("", frozenset[str]()))[0]
    found = tuple(words(best))
    return Aligned(said, found, best) if len(wanted & stems(found)) >= close * len(wanted) else None


@lru_cache(maxsize=500)
def told_in(evidence: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of the evidence, each with the stems of its telling words."""
    texts = [evidence[span.start : span.end] for span in sentences(evidence)]
    return tuple((text, stems(tuple(words(text)))) for text in texts)


def stems(of: tuple[Word, ...]) -> frozenset[str]:
    """The stems of those words that carry content."""
    return frozenset(word.stem for word in of if word.carries_content)
