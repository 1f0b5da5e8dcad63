"""What comes of a source: an article with its audit, a sentence that says why there is none, or nothing to read."""

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


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder whose format is not read; nobody named it, so it is no failure."""

    source: str
