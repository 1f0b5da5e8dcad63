"""What the reranker reads. It costs 5 to 8 ms a text, so it reads sentences, and few.

First the likeliest window of each article found, which reorders the articles; then more windows of the best articles,
since the answer often stands beside the sentence that looks most like the question. Twenty more instead of ten raise
the share of realtimeqa questions whose answer stands in the draft from .560 to .569, on the other half from .567 to
.577.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from indexing.search import Hit
from service.retrieval.candidates import Candidate, Seeker, Terms
from service.retrieval.windows import all_windows, followed, windows

ARTICLES = 12
# Of these best articles, so many more windows are read.
READ_ON_ARTICLES = 6
READ_ON = 20
# So many of the best windows are read again with the sentence after them.
LONGER = 4
# Added to the logit of a window that holds the kind of thing that is asked for, and of one published on the day of the
# question. On half of the realtimeqa questions they raise three sentences' precision at coverage .45 from .716 to .741.
TYPE_BONUS = 1.0
TIMELY_BONUS = 2.0
# Added to a window that names what most of the good windows name, which is likelier the answer. It and the preference
# for something new in service/drafting/extractive.py raise the share of questions whose answer stands in the draft from
# .531 to .556, and on the half that nothing was tried on from .563 to .586.
AGREEMENT_BONUS = 2.0
# A window this many logits below the best has e times less of a vote.
VOTE_SCALE = 3.0
# What a sure window adds to its article's score in the search, which is 1 at best without dates; what a second adds;
# and how much more the day counts than in the search, which would find too little else. On the editors' 118 questions,
# without and with the day, nDCG@10 rises from .757 and .848 in the search to .783 and .864. To read titles, too, gave
# them .01 more, and .02 less on those that were judged automatically.
RERANK_WEIGHT = 1.0
SECOND_WEIGHT = 0.4
FRESHER = 0.4
LOGIT_SCALE = 4.0
# So many windows of each article count there: the best of many is better by chance.
COMPARED = 3
# The logit that is taken for an article that was not read, and at most for a second window that was not.
UNREAD = -6.0
UNREAD_SECOND = -4.0

Score = Callable[[str, Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The windows that were read, best first, and the ids of all articles found, best first."""

    candidates: tuple[Candidate, ...]
    articles: tuple[str, ...]


def read(question: str, found: Sequence[Hit], rarity: Mapping[str, float], terms: Terms, score: Score) -> Reading:
    """Read the likeliest windows of the hits. `rarity` holds the question's terms and what each weighs."""

    def scored(chosen: Sequence[Candidate]) -> list[Candidate]:
        logits = score(question, [_text(candidate) for candidate in chosen])
        return [_with(candidate, logit) for candidate, logit in zip(chosen, logits, strict=True)]

    seeker = Seeker.of(question, found, rarity, terms)
    near = set(list(dict.fromkeys(hit.passage.article_id for hit in found))[:ARTICLES])
    within = [hit for hit in found if hit.passage.article_id in near]
    held = _by_article(seeker, within)
    done = scored([group[0] for group in held.values()])
    titled = _by_title(question, within, score)
    order = [article for article in _ordered(found, titled | _logits(done)) if article in held]
    seen = {(candidate.article, candidate.window.end) for candidate in done}
    further = [
        candidate
        for article in order[:READ_ON_ARTICLES]
        for candidate in held[article]
        if (article, candidate.window.end) not in seen
    ]
    further.sort(key=lambda candidate: -candidate.promise)
    done += scored(further[:READ_ON])
    done += scored(_longer(seeker, done))
    agreed = sorted(_agreed(done), key=lambda candidate: -candidate.score)
    return Reading(tuple(agreed), tuple(_ordered(found, titled | _logits(done))))


def _by_article(seeker: Seeker, found: Sequence[Hit]) -> dict[str, list[Candidate]]:
    """The windows of each article, the likeliest first; the articles in the order of the search."""
    held: dict[str, dict[int, Candidate]] = {}
    for hit, window in all_windows(found):
        held.setdefault(hit.passage.article_id, {})[window.end] = seeker.candidate(hit, window)
    return {
        article: sorted(group.values(), key=lambda candidate: (-candidate.promise, candidate.window.start))
        for article, group in held.items()
    }


def _longer(seeker: Seeker, done: Sequence[Candidate]) -> list[Candidate]:
    """The best windows, each with the sentence after it, where the answer often stands."""
    best = sorted(done, key=lambda candidate: -candidate.score)[:LONGER]
    joined = [(candidate.hit, followed(candidate.hit.passage, candidate.window)) for candidate in best]
    return [seeker.candidate(hit, window) for hit, window in joined if window]


def _with(candidate: Candidate, logit: float) -> Candidate:
    bonus = (TYPE_BONUS if candidate.typed else 0.0) + TIMELY_BONUS * (candidate.hit.timely or 0.0)
    return replace(candidate, logit=logit, score=logit + bonus)


def _agreed(done: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each raised by the votes for the thing in it that has most."""
    best = max((candidate.score for candidate in done), default=0.0)
    votes: dict[str, float] = {}
    for candidate in done:
        for thing in candidate.things:
            votes[thing] = votes.get(thing, 0.0) + math.exp((candidate.score - best) / VOTE_SCALE)
    most = max(votes.values(), default=1.0)

    def raised(candidate: Candidate) -> float:
        return candidate.score + AGREEMENT_BONUS * max((votes[thing] for thing in candidate.things), default=0.0) / most

    return [replace(candidate, score=raised(candidate)) for candidate in done]


def _text(candidate: Candidate) -> str:
    """The window under its title and the question that it replies to, which say what it leaves unsaid."""
    title = candidate.hit.fields.title
    lead = [part if part.endswith("?") else f"{part}." for part in (title, candidate.window.lead) if part]
    return " ".join([*lead, candidate.window.text])


def _by_title(question: str, found: Sequence[Hit], score: Score) -> dict[str, list[float]]:
    """The logits of the titles of those articles of which nothing can be quoted: they can still be offered."""
    quotable = {hit.passage.article_id for hit in found if windows(hit.passage)}
    titles = {hit.passage.article_id: hit.fields.title for hit in found if hit.passage.article_id not in quotable}
    told = {article: title for article, title in titles.items() if title}
    logits = score(question, list(told.values())) if told else ()
    return {article: [logit] for article, logit in zip(told, logits, strict=True)}


def _logits(done: Sequence[Candidate]) -> dict[str, list[float]]:
    """The logits of the first windows that were read of each article, the best first."""
    logits: dict[str, list[float]] = {}
    for one in done:
        logits.setdefault(one.article, []).append(one.logit)
    return {article: sorted(some[:COMPARED], reverse=True) for article, some in logits.items()}


def _ordered(found: Sequence[Hit], logits: Mapping[str, Sequence[float]]) -> list[str]:
    """The articles by their score in the search, their day and the logits of their two best windows, squashed."""
    searched = {hit.passage.article_id: hit.score + FRESHER * (hit.timely or 0.0) for hit in found}
    worth = {article: score + _read_worth(logits.get(article)) for article, score in searched.items()}
    return sorted(worth, key=lambda article: -worth[article])


def _read_worth(logits: Sequence[float] | None) -> float:
    best, *others = logits or (UNREAD,)
    second = max(others, default=min(best, UNREAD_SECOND))
    return RERANK_WEIGHT * _squashed(best) + SECOND_WEIGHT * _squashed(second)


def _squashed(logit: float) -> float:
    return 1 / (1 + math.exp(-logit / LOGIT_SCALE))
