"""A question in, passages out: both legs, fused, dated, near-copies collapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indexing.articles import Fields, Passage


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are searched. Dates are inclusive; an article without a date passes no date filter."""

    published_after: date | None = None
    published_before: date | None = None
    publishers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether the scope filters nothing."""
        return self == Scope()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` orders hits of one search and means nothing across searches.

    `dense` is the cosine of question and passage, `keyword` the BM25 score: None where that leg did not find it.
    `copies` are the ids of articles that carry the same text, this one not counted.
    """

    passage: Passage
    fields: Fields
    score: float
    dense: float | None = None
    keyword: float | None = None
    copies: tuple[str, ...] = ()
