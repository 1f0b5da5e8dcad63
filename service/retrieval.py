"""From a question to the evidence: the passages that may be cited and the sentences in them that answer."""

from dataclasses import dataclass
from datetime import date

from indexing.search import Hit


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
    probability that the articles answer; `nearest` are one passage each of the nearest articles, to offer where they do not.
    """

    question: str
    asked: date | None
    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    answerability: float
    nearest: tuple[Hit, ...]
