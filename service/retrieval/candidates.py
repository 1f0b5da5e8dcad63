"""A window that may answer: what speaks for it before it is read, and what the reranker made of it. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from indexing.search import Hit
from service.retrieval.expectation import Kind, expected, holds, things
from service.retrieval.windows import Window

# How much a window that holds the kind of thing asked for is likelier worth reading, against 1 for all words of the
# question. With .3 for .1 the drafts of 38 realtimeqa questions for a number or a time hold 18 answers for 16.
TYPED_PROMISE = 0.3
# The same for a window of the passage that is nearest in meaning: it may answer in none of the question's words.
# On squad2 the drafts of 287 answerable questions hold the answer for .944 instead of .941.
NEAR_PROMISE = 0.3

# The words of a text as the index holds them.
Terms = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A window of a hit. `overlap` is the share of the question's rare words that it holds, 0 to 1.

    `things` may be what is asked for; `near` is how near its passage is in meaning among those found, 0 to 1. `logit`
    is the reranker's score; `score` adds what speaks for the window as an answer.
    """

    hit: Hit
    window: Window
    overlap: float
    typed: bool
    things: frozenset[str] = frozenset()
    near: float = 0.0
    logit: float = -math.inf
    score: float = -math.inf

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.hit.passage.article_id

    @property
    def promise(self) -> float:
        """How likely it is worth reading, before it is read."""
        return self.overlap + (TYPED_PROMISE if self.typed else 0.0) + NEAR_PROMISE * self.near


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is asked, what each of its terms weighs, and how near in meaning each passage is, by id."""

    question: str
    kind: Kind
    rarity: Mapping[str, float]
    terms: Terms
    nearness: Mapping[str, float]

    @classmethod
    def of(cls, question: str, found: Sequence[Hit], rarity: Mapping[str, float], terms: Terms) -> Self:
        """That of a question for which these hits were found."""
        return cls(question, expected(question), rarity, terms, _nearness(found))

    def candidate(self, hit: Hit, window: Window) -> Candidate:
        """A window as a candidate that has not been read."""
        words = set(self.terms(window.text))
        whole = sum(self.rarity.values()) or 1.0
        overlap = sum(weight for term, weight in self.rarity.items() if term in words) / whole
        typed = self.kind is not Kind.ANY and holds(self.kind, self.question, window.text)
        sought = frozenset(things(self.kind, self.question, window.text))
        return Candidate(hit, window, overlap, typed, sought, self.nearness.get(hit.passage.id, 0.0))


def _nearness(found: Sequence[Hit]) -> dict[str, float]:
    """The cosines of the passages found, by id: 1 for the nearest of them, 0 for the farthest."""
    cosines = {hit.passage.id: hit.dense for hit in found if hit.dense is not None}
    least, most = min(cosines.values(), default=0.0), max(cosines.values(), default=1.0)
    return {key: (cosine - least) / ((most - least) or 1.0) for key, cosine in cosines.items()}
