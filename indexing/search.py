"""A question in, passages out: both legs fused, articles dated, near-copies collapsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from indexing.articles import Fields, Passage
from indexing.copies import Copies
from indexing.fusion import FRESH, by_article, fused
from indexing.timeliness import Timeliness

if TYPE_CHECKING:
    from indexing.corpus import Corpus

# Passages asked of each leg.
DEPTH = 100
# A scope is applied after both legs (Chroma's own filter makes a query fourteen times slower): so many are asked for,
# and where too few of these pass, the second number. Of a few articles every passage is compared.
SCOPED_DEPTHS = (1_000, 20_000)
FEW_ARTICLES = 50
# Titles say what an article is about, and each of its passages repeats them: half weight finds most.
BOOSTS = {"title": 0.5, "heading": 0.3, "text": 1.0}
TEXT_ONLY = {"text": 1.0}
# The dense leg, the keyword leg, and the texts alone, where three passages of an article count.
WEIGHTS = (1.0, 0.6, 0.4)
FURTHER_PASSAGES = 0.3
# Passages of one article that come before further articles, so that others are heard too.
PER_ARTICLE = 4


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
    `copies` are the ids of articles that carry the same text, this one not counted. `timely` is how well the day it was
    published fits the time that is asked about, 0 to 1: None without dates.
    """

    passage: Passage
    fields: Fields
    score: float
    dense: float | None = None
    keyword: float | None = None
    copies: tuple[str, ...] = ()
    timely: float | None = None


def search(corpus: Corpus, question: str, scope: Scope, limit: int = 20, asked: date | None = None) -> tuple[Hit, ...]:
    """The passages that are nearest to a question, best first: those of the best article, then of the next.

    `asked` is the day the question is asked: what was published shortly before is likelier meant. Only what is live
    in the catalog is found, so a removed article is gone at once. Raises CorpusError, ModelError.
    """
    allowed = corpus.catalog.matching(scope)
    if allowed is None:
        return collapsed(_found(corpus, question, None, DEPTH, asked), limit)
    hits: list[Hit] = []
    for depth in SCOPED_DEPTHS if allowed else ():
        hits = _found(corpus, question, allowed, depth, asked)
        if len(allowed) <= FEW_ARTICLES:
            break
        if len(hits) >= limit or corpus.vectors.count <= depth:
            break
    return collapsed(hits, limit)


def _found(corpus: Corpus, question: str, allowed: set[str] | None, depth: int, asked: date | None) -> list[Hit]:
    vector = corpus.embedder.embed_query(question)
    few = corpus.catalog.passages_of(allowed) if allowed and len(allowed) <= FEW_ARTICLES else None
    dense = corpus.vectors.query(vector, depth) if few is None else corpus.vectors.ranked(vector, few)
    keyword = corpus.keywords.query(question, depth, BOOSTS)
    texts = corpus.keywords.query(question, 2 * depth, TEXT_ONLY)
    live = {
        key: (passage, fields)
        for key, (passage, fields) in corpus.catalog.passages(list(dict(dense + keyword + texts))).items()
        if allowed is None or passage.article_id in allowed
    }
    owner = {key: passage.article_id for key, (passage, _) in live.items()}
    shares = (0.0, 0.0, FURTHER_PASSAGES)
    rankings = [by_article(leg, owner, share) for leg, share in zip((dense, keyword, texts), shares, strict=True)]
    articles = fused(list(zip(rankings, WEIGHTS, strict=True)))
    passages = fused([(dense, 1.0), (keyword, 1.0)])
    cosines, bm25 = dict(dense), dict(keyword)
    time = Timeliness.of(question, asked, (fields.published for _, fields in live.values()))
    timely = {passage.article_id: time.weight(fields.published) for passage, fields in live.values()}
    worth = {article: articles[article] + FRESH * (weight or 0.0) for article, weight in timely.items()}
    order = sorted(live, key=lambda key: (-worth[owner[key]], owner[key], -passages.get(key, 0.0), key))
    hits = (
        Hit(*live[key], worth[owner[key]], cosines.get(key), bm25.get(key), timely=timely[owner[key]]) for key in order
    )
    return _few_of_each(hits)


def _few_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """The first few of each article, then the others, all in their order."""
    taken: dict[str, int] = {}
    first: list[Hit] = []
    others: list[Hit] = []
    for hit in hits:
        article = hit.passage.article_id
        taken[article] = taken.get(article, 0) + 1
        (first if taken[article] <= PER_ARTICLE else others).append(hit)
    return [*first, *others]


def collapsed(hits: Sequence[Hit], limit: int) -> tuple[Hit, ...]:
    """The first `limit` hits that are no near-copy of a better one of another article; `copies` names the others."""
    seen = Copies()
    kept: list[Hit] = []
    copies: dict[int, list[str]] = {}
    for hit in hits:
        original = seen.original(hit.passage.article_id, hit.passage.text)
        if original is not None:
            copies.setdefault(original, []).append(hit.passage.article_id)
        elif len(kept) < limit:
            kept.append(hit)
        else:
            break
    return tuple(
        replace(hit, copies=tuple(dict.fromkeys(copies[place]))) if place in copies else hit
        for place, hit in enumerate(kept)
    )
