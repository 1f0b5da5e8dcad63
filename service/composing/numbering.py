"""The numbers of citations: in an answer in order of first use, in a conversation the same for the same quote.

A quote that an earlier answer of the conversation cited keeps its number; a new one gets the next that was never given,
also where the article behind a number is gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from indexing.search import Hit
from service.answers import Citation
from service.composing.parts import Checked
from service.quotes import Quote

Place = tuple[str, str, int, int]
"""Where a quote stands: article, version, start, end."""

Numbers = Mapping[Place, int]
"""The numbers that were given before."""


def numbered(statements: Iterable[Checked], hits: Sequence[Hit], before: Numbers) -> dict[Quote, int]:
    """The number of each quote of the statements."""
    quotes = dict.fromkeys(quote for statement in statements for quote in statement.quotes)
    following = count(max(before.values(), default=0) + 1)
    known = {quote: before.get(_place(quote, hits[quote.hit])) for quote in quotes}
    return {quote: number or next(following) for quote, number in known.items()}


def given(citations: Iterable[Citation]) -> dict[Place, int]:
    """The numbers that these citations have."""
    return {(one.article_id, one.article_version, one.start, one.end): one.number for one in citations}


def _place(quote: Quote, hit: Hit) -> Place:
    return hit.passage.article_id, hit.passage.version, quote.start, quote.end
