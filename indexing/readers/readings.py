"""What comes of a source: an article with its audit, a sentence that says why there is none, or nothing to read."""

from dataclasses import dataclass

from indexing.articles import Article
from indexing.cleaning.cuts import Cut


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as it was read, what was cut from it, and what its source says that could not be used.

    `edition` orders what several documents give of one article, as the files of a news agency do: the last one counts.
    """

    article: Article
    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or one line of it, that gave no article. `reason` is one plain sentence."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article whose source says that it is as it was when it was indexed; it was not read again."""

    article_id: str
    source: str


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An article that its source listed before, and does not list any more."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """An article that its publisher does not want to be seen: not yet or, `for_good`, not any more."""

    article_id: str
    source: str
    reason: str
    for_good: bool
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder whose format is not read; nobody named it, so it is no failure."""

    source: str


Result = Reading | Failure | Unchanged | Unlisted | Withheld | Skipped
"""What a source may give."""
