"""RSS and Atom feeds, in whatever state publishers leave them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import feedparser

from indexing.errors import SourceError
from indexing.sources.listings import Entry, Listing
from indexing.sources.replies import Reply, joined

_DAMAGED = SourceError("It is not a feed that can be read: its XML is damaged; have it mended.")


def listing(reply: Reply) -> Listing:
    """What a feed lists, the latest articles of its source. Raises SourceError where it cannot be read."""
    headers = {"content-type": f"application/xml; charset={reply.charset}" if reply.charset else "application/xml"}
    try:
        feed: Any = feedparser.parse(
            io.BytesIO(reply.data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _DAMAGED from error
    if feed.bozo and not feed.entries:
        raise _DAMAGED
    language = feed.feed.get("language")
    entries = tuple(_entry(reply.url, entry, language) for entry in feed.entries)
    following = _link(feed.feed.get("links", ()), "next")
    return Listing(entries, next=joined(reply.url, following) if following else None)


def _entry(base: str, entry: Mapping[str, Any], language: str | None) -> Entry:
    link = _link(entry.get("links", ()), "alternate") or _permanent(entry)
    said = {
        "title": entry.get("title"),
        "authors": [author["name"] for author in entry.get("authors", ()) if author.get("name")],
        "published": entry.get("published"),
        # Its own `get` gives the day of publication where the feed gives none of a change.
        "modified": dict(entry).get("updated"),
        "section": next((tag["term"] for tag in entry.get("tags", ()) if tag.get("term")), None),
        "language": language,
    }
    told = {name: value for name, value in said.items() if value}
    if link:
        return Entry(joined(base, link), told)
    markup = next((content["value"] for content in entry.get("content", ()) if content.get("value")), None)
    return Entry(said=told, key=entry.get("id"), markup=markup or entry.get("summary"))


def _permanent(entry: Mapping[str, Any]) -> str | None:
    """The id of an entry without a link, where that is an address: RSS lets it be both."""
    name = str(entry.get("id") or "")
    return name if name.startswith(("http://", "https://")) else None


def _link(links: Sequence[Mapping[str, Any]], relation: str) -> str | None:
    return next((link["href"] for link in links if link.get("rel") == relation and link.get("href")), None)
