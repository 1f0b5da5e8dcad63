"""What a fabricating drafter says: true sentences of the evidence, and copies of them with one thing made up."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evals.bench.classes import NOWHERE, TRUE
from evals.bench.matching import normalised
from evals.mutations import FABRICATIONS, Sentence
from evals.planting import MOVED
from indexing.articles import Article
from indexing.sentences import sentences
from service.drafting import DraftStatement
from service.drafting.extractive import ExtractiveDrafter
from service.quotes import Quote
from service.retrieval import Evidence

# What a reply that cites [999] asks for.
_NOWHERE_AT = 998
# Sentences of other retrieved articles that foreign facts are taken from, as a model that mixes them up does.
_OTHERS = 60
# Words of a sentence; a shorter one is a heading or an exclamation.
_SHORTEST = 5

Articles = Callable[[str], Article | None]
Planting = Callable[[Evidence, Articles], tuple["Plant", ...]]


@dataclass(frozen=True, slots=True)
class Plant:
    """One drafted statement and its class, known by construction; `truth` is the sentence that it was made from."""

    kind: str
    statement: DraftStatement
    truth: Quote


def fabrications(evidence: Evidence, articles: Articles) -> tuple[Plant, ...]:
    """The true sentences and, of each, one copy of each class of fabrication that it takes, all citing its passage.

    A copy that stands in the evidence word for word is true after all, and is left out; so is one drafted already.
    """
    shown = "\n".join(_plain(hit.passage.text) for hit in evidence.hits)
    told: dict[str, Plant] = {}
    for truth in _truths(evidence):
        for kind, text in ((TRUE, _plain(truth.text)), *_copies(truth, evidence, articles)):
            if kind == TRUE or text not in shown:
                told.setdefault(text, Plant(kind, DraftStatement(text, (truth.hit,)), truth))
    return tuple(told.values())


def moved(evidence: Evidence, _articles: Articles) -> tuple[Plant, ...]:
    """The true sentences, each citing a passage of another article that does not hold it."""
    return tuple(
        Plant(MOVED, DraftStatement(_plain(truth.text), (other,)), truth)
        for truth in _truths(evidence)
        if (other := _elsewhere(truth, evidence)) is not None
    )


def nowhere(evidence: Evidence, _articles: Articles) -> tuple[Plant, ...]:
    """The true sentences, each citing a passage that was never shown."""
    return tuple(
        Plant(NOWHERE, DraftStatement(_plain(truth.text), (_NOWHERE_AT,)), truth) for truth in _truths(evidence)
    )


ROUNDS: Sequence[Planting] = (fabrications, moved, nowhere)
"""One draft each: the same words with another citation need a draft of their own."""


def _truths(evidence: Evidence) -> list[Quote]:
    """The sentences that the articles' own words would answer with, one by one, as a model's reply is read."""
    quotes = [one.quote for one in ExtractiveDrafter().draft(evidence).statements if one.quote]
    return [one for quote in quotes for one in _sentences(quote) if len(one.text.split()) >= _SHORTEST]


def _sentences(quote: Quote) -> Iterator[Quote]:
    for span in sentences(quote.text):
        yield Quote(quote.hit, quote.start + span.start, quote.start + span.end, quote.text[span.start : span.end])


def _copies(truth: Quote, evidence: Evidence, articles: Articles) -> Iterator[tuple[str, str]]:
    own = evidence.hits[truth.hit].passage
    article = articles(own.article_id)
    text = _plain(truth.text)
    sentence = Sentence(text, _plain(article.text if article else own.text), _others(own.article_id, evidence))
    for kind, mutation in FABRICATIONS.items():
        made = mutation(sentence, random.Random(f"{kind} {text}"))  # noqa: S311 - a draw, not a secret
        # Another apostrophe or an accent less is no fabrication.
        if made is not None and normalised(made) != normalised(text):
            yield kind, made


def _others(article_id: str, evidence: Evidence) -> list[str]:
    texts = [hit.passage.text for hit in evidence.hits if hit.passage.article_id != article_id]
    return [_plain(text[span.start : span.end]) for text in texts for span in sentences(text)][:_OTHERS]


def _elsewhere(truth: Quote, evidence: Evidence) -> int | None:
    own, said = evidence.hits[truth.hit].passage.article_id, _plain(truth.text)
    return next(
        (
            place
            for place, hit in enumerate(evidence.hits)
            if hit.passage.article_id != own and said not in _plain(hit.passage.text)
        ),
        None,
    )


def _plain(text: str) -> str:
    """The text on one line, as a reply is read."""
    return " ".join(text.split())
