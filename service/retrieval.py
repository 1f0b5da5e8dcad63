"""From a question to the evidence: the passages that may be cited and the sentences in them that answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexing.corpus import Corpus
from indexing.search import Hit, Scope, search
from indexing.splitting import sentences
from service.answerability import probability
from service.models.reranker import Reranker

# Passages that the legs hand over, and sentences of them that the reranker reads: 24 short texts cost about 150 ms.
FOUND = 40
READ = 24
PER_ARTICLE = 3
NEAREST = 10


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence (or two that belong together) of `hits[hit]`.

    `start` and `end` count in the text of the article, so that `article.text[start:end] == text`; the score is the
    reranker's, a logit: higher answers the question better.
    """

    hit: int
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the articles have on a question, as a drafter gets it.

    `hits` are best first and numbered as cited: [1] is `hits[0]`. `sentences` are best first. `answerability` is the
    probability that the articles answer; `nearest` are one passage each of the nearest articles, best first, to offer
    where they do not.
    """

    question: str
    asked: date | None
    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    answerability: float
    nearest: tuple[Hit, ...]


class Retriever:
    """Questions to evidence over one corpus."""

    def __init__(self, corpus: Corpus, reranker: Reranker) -> None:
        """Search `corpus` and reorder with `reranker`."""
        self._corpus = corpus
        self._reranker = reranker

    def evidence(self, question: str, scope: Scope = Scope(), asked: date | None = None) -> Evidence:
        """The evidence on a question; nothing at all where the corpus or the scope is empty."""
        found = search(self._corpus, question, scope, FOUND, asked)
        chosen = self._chosen(question, found)
        texts = [_read(found[sentence.hit], sentence) for sentence in chosen]
        scored = [
            replace(sentence, score=score)
            for sentence, score in zip(chosen, self._reranker.scores(question, texts), strict=True)
        ]
        return _evidence(question, asked, found, scored)

    def _chosen(self, question: str, found: Sequence[Hit]) -> list[ScoredSentence]:
        """The sentences worth reading: those that hold the rare words of the question, a few of each article."""
        rarity = self._corpus.keywords.rarity(set(self._corpus.keywords.terms(question)))
        candidates = [
            ScoredSentence(place, hit.passage.start + span.start, hit.passage.start + span.end, text, score)
            for place, hit in enumerate(found)
            for span in sentences(hit.passage.text)
            for text in [hit.passage.text[span.start : span.end]]
            for score in [self._overlap(text, rarity) + hit.score / found[0].score]
        ]
        candidates.sort(key=lambda sentence: -sentence.score)
        read: list[ScoredSentence] = []
        taken: dict[str, int] = {}
        for sentence in candidates:
            article = found[sentence.hit].passage.article_id
            if taken.get(article, 0) < PER_ARTICLE and len(read) < READ:
                taken[article] = taken.get(article, 0) + 1
                read.append(sentence)
        return read

    def _overlap(self, text: str, rarity: dict[str, float]) -> float:
        held = set(self._corpus.keywords.terms(text))
        return sum(weight for term, weight in rarity.items() if term in held) / (sum(rarity.values()) or 1.0)


def _read(hit: Hit, sentence: ScoredSentence) -> str:
    return f"{hit.fields.title}. {sentence.text}" if hit.fields.title else sentence.text


def _evidence(question: str, asked: date | None, found: Sequence[Hit], scored: Sequence[ScoredSentence]) -> Evidence:
    best: dict[int, float] = {}
    for sentence in scored:
        best[sentence.hit] = max(best.get(sentence.hit, sentence.score), sentence.score)
    order = sorted(range(len(found)), key=lambda place: (-best.get(place, -99.0), place))
    places = {place: rank for rank, place in enumerate(order)}
    ranked = sorted(scored, key=lambda sentence: -sentence.score)
    hits = tuple(found[place] for place in order)
    nearest = {hit.passage.article_id: hit for hit in reversed(hits)}
    return Evidence(
        question,
        asked,
        hits,
        tuple(replace(sentence, hit=places[sentence.hit]) for sentence in ranked),
        probability(ranked[0].score if ranked else None),
        tuple(sorted(nearest.values(), key=hits.index)[:NEAREST]),
    )
