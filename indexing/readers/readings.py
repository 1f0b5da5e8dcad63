"""What comes of reading a source: an article with its audit, or one sentence that says why there is none."""

from dataclasses import dataclass

from indexing.articles import Article
from indexing.cleaning.cuts import Cut


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as it was read, what was cut from it, and what its source says that could not be used."""

    article: Article
    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or one line of it, that gave no article. `reason` is one plain sentence."""

    source: str
    reason: str
