"""A claim's sentence beside the sentence of its quotes that it nearly repeats, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from evals.scorers.wording import folded

_WORD = re.compile(r"[$£€%]|[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n+")
# "No. 12" denies nothing.
_NUMBERED = re.compile(r"\bNo\. ?(?=\w)")
# The share of the claim's words that one sentence must hold in order.
_COPIED = 0.7


@dataclass(frozen=True, slots=True)
class Change:
    """The words of the quote's sentence and of the claim at one place where they differ, all in lower case."""

    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """A sentence of a claim, the sentence of its quotes that it is nearest to, and their other sentences in lower case.

    Words are as they are written; what is compared are their lower-case forms.
    """

    written: tuple[str, ...]
    model: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The claim's words in lower case."""
        return tuple(word.casefold() for word in self.written)

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The words of the quote's sentence in lower case."""
        return tuple(word.casefold() for word in self.model)

    @cached_property
    def shared(self) -> int:
        """How many words stand in both in one order."""
        return _shared(self.own, self.near)

    @property
    def is_near(self) -> bool:
        """Whether the claim says little beside the sentence."""
        return bool(self.own) and self.shared >= _COPIED * len(self.own)

    @property
    def left_out_first(self) -> tuple[str, ...]:
        """The words that the sentence has before the claim begins."""
        tag, start, end, *_ = SequenceMatcher(None, self.near, self.own, autojunk=False).get_opcodes()[0]
        return self.near[start:end] if tag == "delete" else ()

    def changes(self) -> Iterator[Change]:
        """The places where they differ. What was cut off at the ends is none: it takes its hedges with it."""
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, self.near, self.own, autojunk=False).get_opcodes():
            if tag != "equal" and not (tag == "delete" and (i1 == 0 or i2 == len(self.near))):
                yield Change(self.near[i1:i2], self.own[j1:j2])


def copies(claim: str, quotes: Sequence[str]) -> Iterator[Copy]:
    """Each sentence of a claim beside the one of the quotes that shares most words with it in their order."""
    told = [words for quote in quotes for part in _SENTENCE.split(folded(quote)) if (words := _words(part))]
    lower = [tuple(word.casefold() for word in words) for words in told]
    for part in _SENTENCE.split(folded(claim)):
        written = _words(part)
        own = tuple(word.casefold() for word in written)
        if own and told:
            best = max(range(len(told)), key=lambda place: _shared(own, lower[place]))
            yield Copy(written, told[best], (*lower[:best], *lower[best + 1 :]))


def _shared(own: Sequence[str], words: Sequence[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, own, words, autojunk=False).get_matching_blocks())


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_NUMBERED.sub("number ", text)))
