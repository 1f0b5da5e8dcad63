"""What a feed, a sitemap or an API lists: articles to fetch or at hand, further lists, and how sure the list is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexing.sources.addresses import plain


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list, or a list in a list. `said` is what the list says of it, for what its page leaves open.

    `stamp` is when the list says that the page was changed last. Where the list holds the article itself, that is
    its `markup` (HTML) or `text`, and `key` is its name there.
    """

    url: str | None = None
    said: Mapping[str, object] = field(default_factory=dict[str, object])
    stamp: str | None = None
    key: str | None = None
    markup: str | None = None
    text: str | None = None

    @property
    def name(self) -> str:
        """What tells it from the other entries of a list."""
        return plain(self.url) if self.url else self.key or ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in its order. `complete`: what it does not hold, its source has no more; a feed holds the latest only.

    `lists` are the addresses of lists that it names, `next` that of its next page; where that is `counted` on, it may
    lie behind the last one.
    """

    entries: tuple[Entry, ...] = ()
    lists: tuple[Entry, ...] = ()
    next: str | None = None
    counted: bool = False
    complete: bool = False
