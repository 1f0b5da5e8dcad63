"""A question in, passages out: both legs fused, articles dated, one voice for what several carry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from indexing.boilerplate import bare
from indexing.collapsing import collapsed, with_carriers
from indexing.fusion import FRESH, by_article, fused
from indexing.hits import Copy, Hit
from indexing.legs import legs
from indexing.reach import reaches
from indexing.timeliness import Timeliness

if TYPE_CHECKING:
    from indexing.catalog.stories import Voices
    from indexing.corpus import Corpus
    from indexing.legs import Legs

__all__ = ["Copy", "Hit", "Scope", "search"]

# The dense leg, the keyword leg, and the texts alone, where three passages of an article count.
WEIGHTS = (1.0, 0.6, 0.4)
FURTHER_PASSAGES = 0.3
# Passages of one article that come before further articles, so that others are heard too.
PER_ARTICLE = 4
# Of so many more passages than are wanted the texts are read at once: enough for most searches.
_SURPLUS = 4 / 3


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


def search(corpus: Corpus, question: str, scope: Scope, limit: int = 20, asked: date | None = None) -> tuple[Hit, ...]:
    """The passages that are nearest to a question, best first: those of the best article, then of the next.

    `asked` is the day the question is asked: what was published shortly before is likelier meant. Only what is live
    in the catalog is found, so a removed article is gone at once. Raises CorpusError, ModelError.
    """
    ranked: list[Ranked] = []
    # The question is embedded beside the search for its words: each takes about as long.
    with ThreadPoolExecutor(1, "onrecord question") as beside:
        vector = beside.submit(corpus.embedder.embed_query, question)
        for reach in reaches(corpus.catalog, scope):
            found = legs(corpus, question, vector, scope, reach)
            voices = corpus.catalog.stories.voices(one.article_id for one in found.owners.values())
            ranked = _ranked(found, voices, question, asked)
            heard = sum(voices.of(one.article_id) == one.article_id for one in ranked)
            # Copies of a report that very many carry leave no room for others: then it is looked deeper.
            if heard >= limit or (scope.everything and heard == len(ranked)):
                break
    return with_carriers(collapsed(_hits(corpus, ranked, limit), limit), corpus.catalog.stories, scope)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place, before its text is read; the rest is what `Hit` says."""

    passage_id: str
    article_id: str
    score: float
    dense: float | None
    keyword: float | None
    timely: float | None
    story: int | None


def _ranked(found: Legs, voices: Voices, question: str, asked: date | None) -> list[Ranked]:
    owner = {key: one.article_id for key, one in found.owners.items()}
    published = {one.article_id: one.published for one in found.owners.values()}
    time = Timeliness.of(question, asked, published.values())
    timely = {article: time.weight(day) for article, day in published.items()}
    worth = _heard(_worth(found, owner, timely), voices)
    passages = fused([(found.dense, 1.0), (found.keyword, 1.0)])
    cosines, bm25 = dict(found.dense), dict(found.keyword)

    def place(key: str) -> tuple[float, str, bool, str, float, str]:
        article = owner[key]
        speaker = voices.of(article)
        return -worth[article], speaker, article != speaker, article, -passages.get(key, 0.0), key

    return [
        Ranked(
            key, article, worth[article], cosines.get(key), bm25.get(key), timely[article], voices.stories.get(article)
        )
        for key in _few_of_each(sorted(owner, key=place), owner)
        for article in [owner[key]]
    ]


def _worth(found: Legs, owner: Mapping[str, str], timely: Mapping[str, float | None]) -> dict[str, float]:
    """What each article is worth: how well it is found, and how fresh it is."""
    shares = (0.0, 0.0, FURTHER_PASSAGES)
    rankings = [by_article(leg, owner, share) for leg, share in zip(found.all, shares, strict=True)]
    articles = fused(list(zip(rankings, WEIGHTS, strict=True)))
    return {article: articles[article] + FRESH * (weight or 0.0) for article, weight in timely.items()}


def _heard(worth: Mapping[str, float], voices: Voices) -> dict[str, float]:
    """The same, all that carry one report being worth as much as the best of them."""
    best: dict[str, float] = {}
    for article, own in worth.items():
        best[voices.of(article)] = max(own, best.get(voices.of(article), own))
    return {article: best[voices.of(article)] for article in worth}


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


def _hits(corpus: Corpus, ranked: Sequence[Ranked], limit: int) -> Iterator[Hit]:
    """The passages with their texts, as far as they are asked for, in stretches between their lines of boilerplate.

    One that was removed just now is passed over. Where an article's best passage is nothing but boilerplate, it stands
    there without a text, since the title may be all that is left of a page.
    """
    at_once = max(1, math.ceil(limit * _SURPLUS))
    named = set[str]()
    for start in range(0, len(ranked), at_once):
        some = ranked[start : start + at_once]
        live = corpus.catalog.passages([one.passage_id for one in some])
        said = corpus.catalog.boilerplate.taken_out(live)
        for one in some:
            if one.passage_id not in live:
                continue
            passage, fields = live[one.passage_id]
            left = said[one.passage_id] or (() if one.article_id in named else (bare(passage),))
            named.add(one.article_id)
            for stretch in left:
                yield Hit(stretch, fields, one.score, one.dense, one.keyword, timely=one.timely, story=one.story)
