"""The few sentences of a long text that a claim stands or falls by: what the entailment model is shown.

Sentences are taken one after the other for the claim's words that they add, rare words, numbers and names before
others, as in maximal marginal relevance (Carbonell and Goldstein 1998); a neighbour gives the best one its context.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indexing.blocks import Span
from indexing.sentences import sentences
from service.wording import Word, words

BUDGET = 140
"""Words of evidence, about 180 tokens: the most that the network was taught with."""

# Talk set down without full stops comes as one sentence of hundreds of words; longer ones are cut to such pieces.
_LONGEST = 45
_TELLING = 1.6
_AGAIN = 0.15
_AROUND = 0.3
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`text` stands at `start:end` of the premise of that number."""

    premise: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    excerpt: Excerpt
    stems: frozenset[str]
    words: int


class Evidence:
    """Premises read once, for as many claims as there are."""

    def __init__(self, premises: Sequence[str]) -> None:
        """Split the premises into sentences."""
        self._sentences = [one for number, text in enumerate(premises) for one in _sentences(number, text)]
        self._found_in = Counter(stem for one in self._sentences for stem in one.stems)
        self._pairs = frozenset(pair for text in premises for pair in _pairs(text))
        self._figures = frozenset(figure for text in premises for figure in _FIGURE.findall(text))

    def best(self, claim: str, around: str = "", budget: int = BUDGET) -> tuple[Excerpt, ...]:
        """The sentences for a claim in the order of the premises, together about `budget` words and at least one.

        `around` is what was said before the claim: its words count a little, for whom "he" may be.
        """
        wanted = self._weights(claim, around)
        chosen = self._chosen(wanted, budget)
        left = budget - sum(self._sentences[place].words for place in chosen)
        chosen += self._neighbours(chosen, left)
        return tuple(self._sentences[place].excerpt for place in sorted(chosen))

    def overlap(self, claim: str, excerpts: Sequence[Excerpt]) -> float:
        """The weighted share of the claim's words that the excerpts hold, 0 to 1; 1 for a claim without words."""
        wanted = self._weights(claim, "")
        there = {word.stem for excerpt in excerpts for word in words(excerpt.text)}
        total = sum(wanted.values())
        return sum(weight for stem, weight in wanted.items() if stem in there) / total if total else 1.0

    def novelty(self, claim: str) -> tuple[float, float]:
        """The shares of the claim's words, and of its pairs of words that follow one another, that no premise has.

        Only words that carry content count. Summaries that copy are mostly right, those that combine anew less often
        (Durmus et al. 2020 on the trade of abstraction and faithfulness).
        """
        told, pairs = {stem for stem, _ in _importance(claim)}, set(_pairs(claim))
        return _share(told, self._found_in.keys()), _share(pairs, self._pairs)

    def unwritten(self, claim: str) -> int:
        """How many figures of the claim stand in no premise as they are written: a year, a sum, a count in digits."""
        return sum(figure not in self._figures for figure in _FIGURE.findall(claim))

    def _weights(self, claim: str, around: str) -> dict[str, float]:
        before = {stem: weight * _AROUND for stem, weight in _importance(around)}
        told = dict(_importance(claim))
        return {stem: weight * self._rarity(stem) for stem, weight in (before | told).items()}

    def _rarity(self, stem: str) -> float:
        return math.log(1 + (len(self._sentences) + 1) / (self._found_in[stem] + 0.5))

    def _chosen(self, wanted: Mapping[str, float], budget: int) -> list[int]:
        chosen: list[int] = []
        covered: set[str] = set()
        while True:
            gains = {
                place: _gain(one, wanted, covered)
                for place, one in enumerate(self._sentences)
                if place not in chosen and (not chosen or one.words <= budget)
            }
            best = max(gains, key=lambda place: gains[place], default=None)
            if best is None or (chosen and gains[best] <= 0):
                return chosen
            chosen.append(best)
            covered |= self._sentences[best].stems & wanted.keys()
            budget -= self._sentences[best].words

    def _neighbours(self, chosen: Sequence[int], left: int) -> list[int]:
        added: list[int] = []
        for place in [near for one in chosen[:2] for near in (one - 1, one + 1)]:
            inside = 0 <= place < len(self._sentences) and place not in chosen and place not in added
            if inside and self._sentences[place].words <= left:
                added.append(place)
                left -= self._sentences[place].words
        return added


def joined(excerpts: Sequence[Excerpt]) -> str:
    """The excerpts as one text, a gap between those that do not adjoin."""
    parts: list[str] = []
    for before, excerpt in zip((None, *excerpts), excerpts, strict=False):
        adjoins = before is None or (before.premise == excerpt.premise and excerpt.start - before.end <= 3)
        parts.append(excerpt.text if adjoins else f"... {excerpt.text}")
    return " ".join(parts)


def _importance(text: str) -> Iterator[tuple[str, float]]:
    for number, word in enumerate(words(text)):
        if word.carries_content:
            yield word.stem, _TELLING if _is_telling(word, opens=number == 0) else 1.0


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    return pairwise([stem for stem, _ in _importance(text)])


def _share(some: AbstractSet[Any], known: AbstractSet[Any]) -> float:
    return len(some - known) / len(some) if some else 0.0


def _is_telling(word: Word, *, opens: bool) -> bool:
    return word.text[0].isdigit() or (word.text[0].isupper() and not opens)


def _gain(sentence: _Sentence, wanted: Mapping[str, float], covered: set[str]) -> float:
    common = sentence.stems & wanted.keys()
    gain = sum(wanted[stem] * (_AGAIN if stem in covered else 1.0) for stem in common)
    return gain / (1 + sentence.words / 60)


def _sentences(number: int, text: str) -> Iterator[_Sentence]:
    for span in sentences(text):
        for piece in _pieces(text, span):
            found = list(words(text[piece.start : piece.end]))
            stems = frozenset(word.stem for word in found if word.carries_content)
            yield _Sentence(Excerpt(number, piece.start, piece.end, text[piece.start : piece.end]), stems, len(found))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    found = list(words(text[span.start : span.end]))
    count = max(1, math.ceil(len(found) / _LONGEST))
    each = math.ceil(len(found) / count) if found else 1
    starts = [0, *(found[place].start for place in range(each, len(found), each))]
    ends = [*starts[1:], span.end - span.start]
    for start, end in zip(starts, ends, strict=True):
        piece = text[span.start + start : span.start + end].rstrip()
        yield Span(span.start + start, span.start + start + len(piece))
