"""The sentences that are compared, each with what decides whether it speaks of the thing asked about."""

from collections.abc import Iterable
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


def places(evidence: Evidence) -> tuple[Place, ...]:
    """All sentences of the evidence, those that the reranker read first, best first."""
    scores = {(one.hit, one.start): one.score for one in evidence.sentences}
    found = quotable(evidence.hits, range(len(evidence.hits)))
    ordered = sorted(found, key=lambda quote: (-scores.get((quote.hit, quote.start), -99.0), quote.hit, quote.start))
    return tuple(_place(evidence, quote, rank, scores) for rank, quote in enumerate(ordered))


def _place(evidence: Evidence, quote: Quote, rank: int, scores: dict[tuple[int, int], float]) -> Place:
    hit = evidence.hits[quote.hit]
    around = f"{hit.fields.title or ''}\n{hit.passage.text}"
    return Place(quote, rank, scores.get((quote.hit, quote.start)), hit.fields.published, around)


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
