"""Sitemaps with the extension for news, and sitemaps of sitemaps (sitemaps.org)."""

from collections.abc import Iterator
from typing import Any

from indexing.readers.xml import first, local, root
from indexing.sources.listings import Entry, Listing
from indexing.sources.replies import Reply, joined

_NEWS = {"title": "title", "name": "publisher", "publication_date": "published", "language": "language"}


def listing(reply: Reply) -> Listing:
    """What a sitemap lists. One for news holds the last two days only. Raises SourceError where it cannot be read."""
    top = root(reply.data)
    found = tuple(_entries(reply.url, top))
    if local(top) == "sitemapindex":
        return Listing(lists=found, complete=True)
    return Listing(found, complete=not any(entry.said for entry in found))


def _entries(base: str, top: Any) -> Iterator[Entry]:
    for element in top:
        place = first(element, "loc")
        if place:
            said = {field: value for name, field in _NEWS.items() if (value := first(element, "news", name))}
            yield Entry(joined(base, place), said, stamp=first(element, "lastmod"))
