"""What the reranker reads. It costs 5 to 8 ms a text, so it reads sentences, and few.

First the likeliest window of each article found, which reorders the articles; then more windows of the best articles,
since the answer often stands beside the sentence that looks most like the question.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexing.fusion import freshness
from indexing.search import Hit
from service.expectation import Kind, expected, holds
from service.windows import Window, windows

ARTICLES = 12
# Of these best articles, so many more windows are read.
READ_ON_ARTICLES = 4
READ_ON = 10
# Added to the logit of a window that holds the kind of thing that is asked for, and of one published on the day of the
# question. On half of the realtimeqa questions they raise three sentences' precision at coverage .45 from .716 to .741.
TYPE_BONUS = 1.0
FRESH_BONUS = 2.0
# What a sure window adds to its article's score in the search, which is 1 at best without dates. On the editors' 118
# questions and 330 others nDCG@10 rises from .747 / .618 to .769 / .627; weights from .5 to 1 and scales from 2 to 4
# differ by .01.
RERANK_WEIGHT = 1.0
LOGIT_SCALE = 4.0

Score = Callable[[str, Sequence[str]], list[float]]
Terms = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A window of a hit. `overlap` is the share of the question's rare words that it holds, 0 to 1.

    `logit` is the reranker's score; `score` adds what speaks for the window as an answer.
    """

    hit: Hit
    window: Window
    overlap: float
    typed: bool
    logit: float = -math.inf
    score: float = -math.inf

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.hit.passage.article_id

    @property
    def promise(self) -> float:
        """How likely it is worth reading, by its words alone."""
        return self.overlap + (0.1 if self.typed else 0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """The windows that were read, best first, and the ids of all articles found, best first."""

    candidates: tuple[Candidate, ...]
    articles: tuple[str, ...]


def read(
    question: str, found: Sequence[Hit], rarity: Mapping[str, float], terms: Terms, score: Score, asked: date | None
) -> Reading:
    """Read the likeliest windows of the hits. `rarity` holds the question's terms and what each weighs."""
    kind = expected(question)

    def scored(chosen: Sequence[Candidate]) -> list[Candidate]:
        logits = score(question, [_text(candidate) for candidate in chosen])
        return [_with(candidate, kind, logit, asked) for candidate, logit in zip(chosen, logits, strict=True)]

    searched = {hit.passage.article_id: hit.score for hit in found}
    near = set(list(searched)[:ARTICLES])
    held = _by_article(question, kind, [hit for hit in found if hit.passage.article_id in near], rarity, terms)
    done = scored([group[0] for group in held.values()])
    order = _ordered(searched, done)
    seen = {(candidate.article, candidate.window.end) for candidate in done}
    further = [
        candidate
        for article in order[:READ_ON_ARTICLES]
        for candidate in held.get(article, ())
        if (article, candidate.window.end) not in seen
    ]
    further.sort(key=lambda candidate: -candidate.promise)
    done += scored(further[:READ_ON])
    done.sort(key=lambda candidate: -candidate.score)
    return Reading(tuple(done), tuple(_ordered(searched, done)))


def _by_article(
    question: str, kind: Kind, found: Sequence[Hit], rarity: Mapping[str, float], terms: Terms
) -> dict[str, list[Candidate]]:
    """The windows of each article, the likeliest first; the articles in the order of the search."""
    whole = sum(rarity.values()) or 1.0
    held: dict[str, dict[int, Candidate]] = {}
    for hit in found:
        for window in windows(hit.passage):
            words = set(terms(window.text))
            overlap = sum(weight for term, weight in rarity.items() if term in words) / whole
            typed = kind is not Kind.ANY and holds(kind, question, window.text)
            held.setdefault(hit.passage.article_id, {})[window.end] = Candidate(hit, window, overlap, typed)
    return {
        article: sorted(group.values(), key=lambda candidate: (-candidate.promise, candidate.window.start))
        for article, group in held.items()
    }


def _with(candidate: Candidate, kind: Kind, logit: float, asked: date | None) -> Candidate:
    bonus = TYPE_BONUS if candidate.typed else 0.0
    fresh = FRESH_BONUS * freshness(candidate.hit.fields.published, asked)
    return replace(candidate, logit=logit, score=logit + bonus + fresh)


def _text(candidate: Candidate) -> str:
    """The window under its title and the question that it replies to, which say what it leaves unsaid."""
    title = candidate.hit.fields.title
    lead = [part if part.endswith("?") else f"{part}." for part in (title, candidate.window.lead) if part]
    return " ".join([*lead, candidate.window.text])


def _ordered(searched: Mapping[str, float], done: Sequence[Candidate]) -> list[str]:
    """The articles by their score in the search and their best window's logit, squashed; unread ones stay behind."""
    best: dict[str, float] = {}
    for candidate in done:
        best[candidate.article] = max(best.get(candidate.article, -math.inf), candidate.logit)
    weights = {
        article: score + RERANK_WEIGHT / (1 + math.exp(-best[article] / LOGIT_SCALE)) if article in best else score
        for article, score in searched.items()
    }
    return sorted(searched, key=lambda article: (article not in best, -weights[article]))
