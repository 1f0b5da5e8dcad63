"""How much of an article may be quoted: some are licensed for short quotes only."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from indexing.search import Hit
from service.composing.parts import Checked
from service.quotes import Quote

_WHOLE_WORDS: Final = re.compile(r".*(?=\s)", re.DOTALL)


def licensed(checked: Checked, hits: Sequence[Hit]) -> Checked:
    """The statement with its quotes cut to what their articles allow; barred where it repeats more than that itself."""
    limits = [(quote, hits[quote.hit].fields.quote_limit) for quote in checked.quotes]
    if any(limit is not None and _repeats(checked.text, quote.text, limit) for quote, limit in limits):
        return Checked.too_long()
    quotes = tuple(quote if limit is None else within(quote, limit) for quote, limit in limits)
    return replace(checked, quotes=quotes)


def within(quote: Quote, limit: int) -> Quote:
    """The first whole words of a quote, at most so many characters, where it is longer."""
    if len(quote.text) <= limit:
        return quote
    whole = _WHOLE_WORDS.match(quote.text[: limit + 1])
    text = whole.group().rstrip() if whole else ""
    return replace(quote, end=quote.start + len(text), text=text, shortened=True)


def _repeats(text: str, quote: str, limit: int) -> bool:
    """Whether more characters than the limit stand in both in a row."""
    said, source = " ".join(text.split()), " ".join(quote.split())
    return any(said[start : start + limit + 1] in source for start in range(len(said) - limit))
