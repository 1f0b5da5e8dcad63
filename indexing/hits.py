"""What a search finds: passages, and the other articles that carry their text."""

from __future__ import annotations

from dataclasses import dataclass

from indexing.articles import Fields, Passage


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that carries the same text, as wire copy is carried, with its text or the passage in it."""

    article_id: str
    fields: Fields
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` orders hits of one search and means nothing across searches.

    `dense` is the cosine of question and passage, `keyword` the BM25 score: None where that leg did not find it.
    `copies` are the other articles within the scope that carry the same text. `timely` is how well the day it was
    published fits the time that is asked about, 0 to 1: None without dates. `story` is the number of the report that
    its article carries and others too: None where no other does.
    """

    passage: Passage
    fields: Fields
    score: float
    dense: float | None = None
    keyword: float | None = None
    copies: tuple[Copy, ...] = ()
    timely: float | None = None
    story: int | None = None

    @property
    def is_bare(self) -> bool:
        """Whether its passage says nothing but boilerplate, so that it has no text and only the title speaks."""
        return not self.passage.text

    @property
    def voice(self) -> int | str:
        """What counts as one source: all that carry one report together, else the article alone."""
        return self.passage.article_id if self.story is None else self.story
