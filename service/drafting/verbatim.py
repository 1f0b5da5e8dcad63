"""Redrafting without a model: instead of a statement that was withheld, the sentence that it came nearest to."""

from collections.abc import Sequence

from service.answers import Reason
from service.drafting import DraftStatement
from service.drafting.extractive import GAP
from service.quotes import Quote
from service.retrieval import Evidence

REDRAFTED = Reason(rule="redrafted", message="The article is quoted instead of a drafted sentence that was withheld.")


def instead_of(quotes: Sequence[Quote], evidence: Evidence, taken: Sequence[Quote]) -> DraftStatement | None:
    """The first of the quotes of a withheld statement that answers the question itself, copied; None without one.

    It answers where it was read for the question and scored about as well as the best. What is taken already is not
    said again.
    """
    for quote in quotes:
        if not quote.shortened and _answers(quote, evidence) and not any(_meet(quote, other) for other in taken):
            return DraftStatement(" ".join(quote.text.split()), (quote.hit,), quote)
    return None


def _answers(quote: Quote, evidence: Evidence) -> bool:
    read = [one for one in evidence.sentences if one.hit == quote.hit and one.start <= quote.start < one.end]
    return any(one.score >= evidence.sentences[0].score - GAP for one in read)


def _meet(quote: Quote, other: Quote) -> bool:
    return quote.hit == other.hit and quote.start < other.end and other.start < quote.end
