"""A question in, passages out: both legs, fused by rank, dated, near-copies collapsed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from indexing.articles import Fields, Passage

if TYPE_CHECKING:
    from indexing.corpus import Corpus

# Passages asked of each leg; more find nothing more within the first ten articles.
DEPTH = 100
# A scope is applied after both legs: Chroma's own filter makes a query fourteen times slower.
SCOPED_DEPTH = 1_000
# Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher 2009).
RANK_CONSTANT = 60
BOOSTS = {"title": 0.5, "heading": 0.3, "text": 1.0}
# A passage published within days before the question is asked counts up to twice.
RECENCY_BOOST = 1.0
RECENCY_DAYS = 30.0
# Passages of two articles are near-copies when they share this much of their runs of five words (containment).
COPY_SHARE = 0.7
_RUN = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are searched. Dates are inclusive; an article without a date passes no date filter."""

    published_after: date | None = None
    published_before: date | None = None
    publishers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether the scope filters nothing."""
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` orders hits of one search and means nothing across searches.

    `dense` is the cosine of question and passage, `keyword` the BM25 score: None where that leg did not find it.
    `copies` are the ids of articles that carry the same text, this one not counted.
    """

    passage: Passage
    fields: Fields
    score: float
    dense: float | None = None
    keyword: float | None = None
    copies: tuple[str, ...] = ()


def search(corpus: Corpus, question: str, scope: Scope, limit: int = 20, asked: date | None = None) -> tuple[Hit, ...]:
    """The passages that are nearest to a question, best first.

    `asked` is the day the question is asked: what was published shortly before is likelier meant. Only what is live
    in the catalog is found, so a removed article is gone at once. Raises CorpusError, ModelError.
    """
    allowed = corpus.catalog.matching(scope)
    depth = DEPTH if allowed is None else SCOPED_DEPTH
    dense = dict(corpus.vectors.query(corpus.embedder.embed_query(question), depth))
    keyword = dict(corpus.keywords.query(question, depth, BOOSTS))
    fused = fuse([list(dense), list(keyword)])
    live = corpus.catalog.passages(list(fused))
    hits = [
        Hit(passage, fields, fused[key] * recency(fields.published, asked), dense.get(key), keyword.get(key))
        for key, (passage, fields) in live.items()
        if allowed is None or passage.article_id in allowed
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.passage.id))
    return collapse(hits, limit)


def fuse(rankings: Iterable[Sequence[str]]) -> dict[str, float]:
    """Reciprocal rank fusion: each ranking gives an id 1 / (60 + rank)."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores


def recency(published: date | None, asked: date | None) -> float:
    """How much likelier an article is meant by a question asked on a day: 1 without dates and for later articles."""
    return 1.0 + RECENCY_BOOST * freshness(published, asked)


def freshness(published: date | None, asked: date | None) -> float:
    """1 for an article of the day of the question, falling with its age; 0 without dates and for later ones."""
    if published is None or asked is None or published > asked:
        return 0.0
    return math.exp(-(asked - published).days / RECENCY_DAYS)


def collapse(hits: Sequence[Hit], limit: int) -> tuple[Hit, ...]:
    """The first `limit` hits that are no near-copy of a better one of another article; `copies` names the others."""
    kept: list[Hit] = []
    owners: dict[int, list[int]] = {}
    copies: dict[int, list[str]] = {}
    for hit in hits:
        runs = _runs(hit.passage.text)
        original = _original(hit, runs, owners, kept)
        if original is not None:
            copies.setdefault(original, []).append(hit.passage.article_id)
        elif len(kept) < limit:
            for run in runs:
                owners.setdefault(run, []).append(len(kept))
            kept.append(hit)
        else:
            break
    return tuple(
        replace(hit, copies=tuple(dict.fromkeys(copies[place]))) if place in copies else hit
        for place, hit in enumerate(kept)
    )


def _original(hit: Hit, runs: set[int], owners: dict[int, list[int]], kept: Sequence[Hit]) -> int | None:
    shared: dict[int, int] = {}
    for run in runs:
        for place in owners.get(run, ()):
            shared[place] = shared.get(place, 0) + 1
    return next(
        (
            place
            for place, count in shared.items()
            if count >= COPY_SHARE * len(runs) and kept[place].passage.article_id != hit.passage.article_id
        ),
        None,
    )


def _runs(text: str) -> set[int]:
    words = text.lower().split()
    return {hash(tuple(words[start : start + _RUN])) for start in range(max(1, len(words) - _RUN + 1))}
