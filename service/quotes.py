"""A quote: a stretch of a passage that a statement rests on, found by the server and by nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexing.search import Hit
from service.verification.capitals import countries


@dataclass(frozen=True, slots=True)
class Quote:
    """`text` stands at `start:end` of the article of `hits[hit]` of the evidence that it was found in."""

    hit: int
    start: int
    end: int
    text: str
    shortened: bool = False


def naming(quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[str]:
    """What names the quoted articles, and the countries whose capitals stand for them in the quotes.

    These may stand in a statement beside what the quotes hold.
    """
    fields = [hits[quote.hit].fields for quote in quotes]
    named = [name for one in fields for name in (one.title, one.publisher, *one.authors) if name]
    return [*named, *(one for quote in quotes for one in countries(quote.text, hits[quote.hit].passage.text))]


def stands(quote: Quote, hits: tuple[Hit, ...]) -> bool:
    """Whether the quote lies inside the passage of its hit, letter for letter."""
    if not 0 <= quote.hit < len(hits) or not quote.text:
        return False
    passage = hits[quote.hit].passage
    inside = passage.start <= quote.start < quote.end <= passage.end
    return inside and passage.text[quote.start - passage.start : quote.end - passage.start] == quote.text
