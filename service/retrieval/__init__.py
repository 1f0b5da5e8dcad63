"""From a question to the evidence: the passages that may be cited and the sentences in them that answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indexing.corpus import Corpus
from indexing.search import Hit, Scope
from service.models.reranker import Reranker
from service.retrieval.answerability import probability, signals
from service.retrieval.candidates import Candidate
from service.retrieval.misspellings import Spelling
from service.retrieval.reading import Reading, read
from service.wording import words

# Passages that the legs hand over: enough for 14 articles with several passages each.
FOUND = 60
NEAREST = 10


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence (or two that belong together) of `hits[hit]`.

    `start` and `end` count in the text of the article, so that `article.text[start:end] == text`. The score is the
    reranker's logit, raised where the sentence holds what is asked for or is fresh: higher answers better.
    """

    hit: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the articles have on a question, as a drafter gets it. `question` is as it was searched, well spelt.

    `hits` are best first and numbered as cited: [1] is `hits[0]`. `sentences` are best first. `answerability` is the
    probability that the corpus answers; `nearest` are one passage each of the nearest articles, best first, to offer
    where it does not. `unanswered` are the parts of the question that the corpus does not answer beside those it does.
    """

    question: str
    asked: date | None
    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    answerability: float
    nearest: tuple[Hit, ...]
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found and read for a question among so many passages, and what it says of its answerability.

    There are no signals where nothing was found.
    """

    found: tuple[Hit, ...]
    reading: Reading
    signals: Mapping[str, float] | None
    passages: int


class Retriever:
    """Questions to evidence over one corpus."""

    def __init__(self, corpus: Corpus, reranker: Reranker) -> None:
        """Search `corpus` and read with `reranker`."""
        self._corpus = corpus
        self._reranker = reranker

    def spelt(self, question: str) -> str:
        """The question with its misspelt words put right, as it is searched best."""
        corpus = self._corpus
        return Spelling(corpus.keywords, corpus.catalog, self._reranker.knows).corrected(question)

    def evidence(self, question: str, scope: Scope | None = None, asked: date | None = None) -> Evidence:
        """The evidence on a question; nothing at all where the corpus or the scope is empty."""
        spelt = self.spelt(question)
        return assembled(spelt, asked, self.examine(spelt, scope, asked))

    def examine(self, question: str, scope: Scope | None = None, asked: date | None = None) -> Examined:
        """Search, and read the likeliest sentences."""
        found = self._corpus.search(question, scope=scope, limit=FOUND, asked=asked)
        keywords = self._corpus.keywords
        content = " ".join(word.text for word in words(question) if word.carries_content) or question
        rarity = keywords.rarity(set(keywords.terms(content)))
        reading = read(question, found, rarity, keywords.terms, self._reranker.scores)
        return Examined(found, reading, signals(question, reading, rarity, keywords.terms), keywords.count)


def assembled(question: str, asked: date | None, examined: Examined) -> Evidence:
    """The evidence in what was examined: passages numbered by what was read in them."""
    reading = examined.reading
    found = _ordered(examined.found, reading)
    hits = tuple(hit for hit in found if not hit.is_bare)
    places = {hit.passage.id: place for place, hit in enumerate(hits)}
    nearest = {hit.passage.article_id: hit for hit in reversed(found)}
    return Evidence(
        question,
        asked,
        hits,
        tuple(_sentence(places, candidate) for candidate in reading.candidates),
        probability(question, examined.signals, examined.passages),
        tuple(nearest[article] for article in reading.articles[:NEAREST]),
    )


def _ordered(found: Sequence[Hit], reading: Reading) -> tuple[Hit, ...]:
    """The hits by what was read in them, best first, then the unread in the order of their articles."""
    read_in: dict[str, int] = {}
    for place, candidate in enumerate(reading.candidates):
        read_in.setdefault(candidate.hit.passage.id, place)
    articles = {article: place for place, article in enumerate(reading.articles)}
    last = len(found)
    return tuple(
        sorted(
            found,
            key=lambda hit: (
                read_in.get(hit.passage.id, last),
                articles.get(hit.passage.article_id, last),
                hit.passage.start,
            ),
        )
    )


def _sentence(places: dict[str, int], candidate: Candidate) -> ScoredSentence:
    window = candidate.window
    return ScoredSentence(places[candidate.hit.passage.id], window.start, window.end, window.text, candidate.score)
