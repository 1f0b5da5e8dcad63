"""A question in, passages out: both legs fused, articles dated, near-copies collapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from indexing.articles import Fields, Passage
from indexing.copies import Copies
from indexing.fusion import FRESH, by_article, fused
from indexing.legs import legs
from indexing.reach import reaches
from indexing.timeliness import Timeliness

if TYPE_CHECKING:
    from indexing.corpus import Corpus
    from indexing.legs import Legs

# The dense leg, the keyword leg, and the texts alone, where three passages of an article count.
WEIGHTS = (1.0, 0.6, 0.4)
FURTHER_PASSAGES = 0.3
# Passages of one article that come before further articles, so that others are heard too.
PER_ARTICLE = 4
# Passages whose texts are read at once: enough for most searches.
_AT_ONCE = 80


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
class Copy:
    """The passage of another article that carries the same text, as wire copy is carried."""

    article_id: str
    fields: Fields
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` orders hits of one search and means nothing across searches.

    `dense` is the cosine of question and passage, `keyword` the BM25 score: None where that leg did not find it.
    `copies` are of other articles that carry the same text, one of each. `timely` is how well the day it was
    published fits the time that is asked about, 0 to 1: None without dates.
    """

    passage: Passage
    fields: Fields
    score: float
    dense: float | None = None
    keyword: float | None = None
    copies: tuple[Copy, ...] = ()
    timely: float | None = None


def search(corpus: Corpus, question: str, scope: Scope, limit: int = 20, asked: date | None = None) -> tuple[Hit, ...]:
    """The passages that are nearest to a question, best first: those of the best article, then of the next.

    `asked` is the day the question is asked: what was published shortly before is likelier meant. Only what is live
    in the catalog is found, so a removed article is gone at once. Raises CorpusError, ModelError.
    """
    vector = corpus.embedder.embed_query(question)
    ranked: list[Ranked] = []
    for reach in reaches(corpus.catalog, scope):
        ranked = _ranked(legs(corpus, question, vector, reach), question, asked)
        if len(ranked) >= limit:
            break
    return collapsed(_hits(corpus, ranked), limit)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place, before its text is read; the rest is what `Hit` says."""

    passage_id: str
    article_id: str
    score: float
    dense: float | None
    keyword: float | None
    timely: float | None


def _ranked(found: Legs, question: str, asked: date | None) -> list[Ranked]:
    owner = {key: one.article_id for key, one in found.owners.items()}
    published = {one.article_id: one.published for one in found.owners.values()}
    shares = (0.0, 0.0, FURTHER_PASSAGES)
    rankings = [by_article(leg, owner, share) for leg, share in zip(found.all, shares, strict=True)]
    articles = fused(list(zip(rankings, WEIGHTS, strict=True)))
    time = Timeliness.of(question, asked, published.values())
    timely = {article: time.weight(day) for article, day in published.items()}
    worth = {article: articles[article] + FRESH * (weight or 0.0) for article, weight in timely.items()}
    passages = fused([(found.dense, 1.0), (found.keyword, 1.0)])
    cosines, bm25 = dict(found.dense), dict(found.keyword)
    order = sorted(owner, key=lambda key: (-worth[owner[key]], owner[key], -passages.get(key, 0.0), key))
    return [
        Ranked(key, owner[key], worth[owner[key]], cosines.get(key), bm25.get(key), timely[owner[key]])
        for key in _few_of_each(order, owner)
    ]


def _few_of_each(order: Iterable[str], owner: Mapping[str, str]) -> list[str]:
    """The first few of each article, then the others, all in their order."""
    taken: dict[str, int] = {}
    first: list[str] = []
    others: list[str] = []
    for key in order:
        article = owner[key]
        taken[article] = taken.get(article, 0) + 1
        (first if taken[article] <= PER_ARTICLE else others).append(key)
    return [*first, *others]


def _hits(corpus: Corpus, ranked: Sequence[Ranked]) -> Iterator[Hit]:
    """The passages with their texts, as far as they are asked for; one that was removed just now is passed over."""
    for start in range(0, len(ranked), _AT_ONCE):
        some = ranked[start : start + _AT_ONCE]
        live = corpus.catalog.passages([one.passage_id for one in some])
        for one in some:
            if one.passage_id in live:
                yield Hit(*live[one.passage_id], one.score, one.dense, one.keyword, timely=one.timely)


def collapsed(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """The first `limit` hits that are no near-copy of a better one of another article; `copies` names the others."""
    seen = Copies()
    kept: list[Hit] = []
    copies: dict[int, dict[str, Copy]] = {}
    for hit in hits:
        original = seen.original(hit.passage.article_id, hit.passage.text)
        if original is not None:
            copy = Copy(hit.passage.article_id, hit.fields, hit.passage.text)
            copies.setdefault(original, {}).setdefault(copy.article_id, copy)
        elif len(kept) < limit:
            kept.append(hit)
        else:
            break
    return tuple(
        replace(hit, copies=tuple(copies[place].values())) if place in copies else hit for place, hit in enumerate(kept)
    )
