"""Claim -> the exact quotes that it rests on, found by the server and never by a model.

Pure: passages in, quotes out, nothing remembered but the sentence boundaries of a passage.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexing.articles import Passage
from indexing.search import Hit
from service.quotes import Quote
from service.retrieval.orders import for_readers
from service.wording import overlap

# Shares of a statement's content words. Below the first a sentence is about something else; a second quote is
# added only for what it brings; a free paraphrase stays below the last and cannot be checked, so it is not grounded.
_RELATED = 0.35
_WORTH_A_SECOND = 0.1
_GROUNDED = 0.6


def ground(claim: str, hits: Sequence[Hit], among: Iterable[int]) -> tuple[Quote, ...]:
    """The one or two quotes of the hits numbered `among` that a claim rests on; empty where it is not grounded."""
    return _aligned(claim, quotable(hits, among), [hit.passage.article_id for hit in hits])


def _aligned(claim: str, candidates: Sequence[Quote], articles: Sequence[str]) -> tuple[Quote, ...]:
    """`articles` are the ids of the articles of the hits."""
    if not candidates:
        return ()
    first = max(candidates, key=lambda quote: (overlap(claim, [quote.text]), -len(quote.text)))
    alone = overlap(claim, [first.text])
    if alone < _RELATED:
        return ()
    # A second quote speaks of the matter too, in the same article: what two articles say of two things would else make
    # one claim that neither says.
    related = [
        quote
        for quote in candidates
        if articles[quote.hit] == articles[first.hit] and overlap(claim, [quote.text]) >= _RELATED
    ]
    second = max(related, key=lambda quote: overlap(claim, [first.text, quote.text]))
    together = overlap(claim, [first.text, second.text])
    if together - alone >= _WORTH_A_SECOND:
        return (first, second) if together >= _GROUNDED else ()
    return (first,) if alone >= _GROUNDED else ()


def quotable(hits: Sequence[Hit], among: Iterable[int]) -> list[Quote]:
    """Every sentence of the passages of these hits as a quote, in order, but for orders to a machine."""
    return [
        Quote(hit, passage.start + start, passage.start + end, passage.text[start:end])
        for hit in among
        for passage in [hits[hit].passage]
        for start, end in _boundaries(passage)
    ]


@lru_cache(maxsize=512)
def _boundaries(passage: Passage) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for _, span in for_readers(passage))
