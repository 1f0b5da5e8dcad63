"""The sentences that are compared, each with what decides whether it speaks of the thing asked about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from service.grounding import quotable
from service.quotes import Quote
from service.retrieval import Evidence
from service.verification.spellings import expanded, key
from service.wording import content, stem, words

# Words that news uses for one thing in turn.
_ALIKE = (
    "war conflict invasion fighting fight hostilities",
    "plan proposal draft framework initiative",
    "talks negotiations discussions dialogue",
    "death dead killed die fatality",
    "attack strike raid assault",
)
_CLASSES = {stem(word): stem(alike.split()[0]) for alike in _ALIKE for word in alike.split()}

# Sentences that may speak of another thing of the same kind share more of the question, and answer nearly as well as
# the best one.
_SHARED = 0.7
_NEARLY_AS_GOOD = 3.0
# What articles so far apart say differs because it has changed.
_SAME_TIME_DAYS = 180
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the evidence. `rank` is 0 for the best; `score` is the reranker's, None where it did not read it.

    `around` holds the passage and its title, which may name what the sentence leaves unsaid.
    """

    quote: Quote
    rank: int
    score: float | None
    published: date | None
    around: str
    article: str


def places(evidence: Evidence) -> tuple[Place, ...]:
    """All sentences of the evidence, those that the reranker read first, best first."""
    scores = {(one.hit, one.start): one.score for one in evidence.sentences}
    found = quotable(evidence.hits, range(len(evidence.hits)))
    ordered = sorted(found, key=lambda quote: (-scores.get((quote.hit, quote.start), -99.0), quote.hit, quote.start))
    return tuple(_place(evidence, quote, rank, scores) for rank, quote in enumerate(ordered))


def _place(evidence: Evidence, quote: Quote, rank: int, scores: dict[tuple[int, int], float]) -> Place:
    hit = evidence.hits[quote.hit]
    around = f"{hit.fields.title or ''}\n{hit.passage.text}"
    return Place(
        quote, rank, scores.get((quote.hit, quote.start)), hit.fields.published, around, hit.passage.article_id
    )


def subjects(text: str) -> frozenset[str]:
    """The content words of a text, those that news uses for one thing in turn made one."""
    return frozenset(_CLASSES.get(word, word) for word in content(text))


def is_event(subject: str) -> bool:
    """Whether a subject is one of the things with many words."""
    return subject in _CLASSES.values()


def names(text: str) -> frozenset[str]:
    """The keys of the capitalised words of a question but its first."""
    capitalised = [word for word in words(text) if word.text[0].isupper() and word.start > 0 and word.carries_content]
    return frozenset(key(word.text) for word in capitalised)


def named(wanted: Iterable[str], place: Place) -> frozenset[str]:
    """Those of the wanted names that stand in the passage of the sentence or in its title."""
    return expanded(place.around).intersection(wanted)


def speaking(question: str, about: frozenset[str], places: Sequence[Place], share: float) -> Iterator[Place]:
    """The places that name whom the question names, and hold this share of its subjects."""
    wanted = names(question)
    for place in places:
        shared = len(about & subjects(place.quote.text)) / len(about) if about else 1.0
        if shared >= share and named(wanted, place) == wanted:
            yield place


def answering(question: str, about: frozenset[str], places: Sequence[Place]) -> Iterator[Place]:
    """The places that speak of most that the question asks about, and answer it nearly as well as the best one."""
    floor = max((place.score for place in places if place.score is not None), default=0.0) - _NEARLY_AS_GOOD
    for place in speaking(question, about, places, _SHARED):
        if place.score is not None and place.score >= floor:
            yield place


def of_year(question: str, places: Iterable[Place]) -> Iterator[Place]:
    """The places whose sentence, passage, title or date gives each year that the question gives."""
    wanted = set(_YEAR.findall(question))
    for place in places:
        near = {*_YEAR.findall(place.around), *([str(place.published.year)] if place.published else [])}
        said = set(_YEAR.findall(place.quote.text))
        if wanted <= near and (not said or wanted <= said):
            yield place


def undated(about: Iterable[str]) -> frozenset[str]:
    """The subjects without years, which a passage gives once for all its sentences."""
    return frozenset(one for one in about if not _YEAR.fullmatch(one))


def of_one_time(found: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places, if their articles are not half a year apart; what is farther apart has changed, and none is left."""
    dates = [place.published for place in found if place.published]
    if len(dates) == len(found) > 1 and (max(dates) - min(dates)).days > _SAME_TIME_DAYS:
        return ()
    return found
