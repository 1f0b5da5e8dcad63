"""The journey of an address: fetch, see what it is, and follow what it lists, each article once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from indexing.catalog.fetched import Fetched, Known, Mark
from indexing.errors import SourceError
from indexing.readers.apart import Apart
from indexing.readers.fields import day
from indexing.readers.formats import Document, Format
from indexing.readers.readings import Failure, Reading, Result, Unchanged, Unlisted
from indexing.settings import IndexingSettings
from indexing.sources.addresses import plain
from indexing.sources.contents import content
from indexing.sources.course import Course, Enough, Tracked
from indexing.sources.fetching import Fetcher, Limits
from indexing.sources.holding import at_hand
from indexing.sources.listings import Entry, Listing
from indexing.sources.mapping import FieldMapping
from indexing.sources.replies import GivenUp, Refused, Reply, Validators
from indexing.sources.unpacking import is_packed, unpacked

_DEEPEST = 6


class Web:
    """Reads addresses of the web."""

    def __init__(
        self, settings: IndexingSettings, fetched: Fetched, mapping: FieldMapping | None, apart: Apart
    ) -> None:
        """`fetched` is what earlier runs know of it; with a `mapping`, JSON is read by that; `apart` reads all else."""
        self._max_bytes = settings.max_file_mb * 1_000_000
        self._most = settings.max_documents
        self._course = Course(self._most)
        self._fetched = fetched
        self._mapping = mapping
        self._apart = apart
        self._own = ""
        self._fetcher = Fetcher(
            Limits(self._max_bytes, settings.fetch_timeout, settings.fetch_rate, settings.allow_private_addresses)
        )

    def close(self) -> None:
        """Close all connections."""
        self._fetcher.close()

    def read(self, location: str) -> Iterator[Result]:
        """The articles that an address gives or lists, and those that it listed before and does not any more."""
        start = plain(self._mapping.start(location) if self._mapping else location)
        gave = self._fetched.gave(start)
        self._course = Course(self._most)
        self._course.first(start)
        self._own = urlsplit(start).netloc
        tracked = Tracked(self._document(Entry(start), 0))
        try:
            yield from tracked
        except Enough:
            reason = f"It leads to more than {self._most:,} documents; raise ONRECORD_MAX_DOCUMENTS to read on."
            yield Failure(location, reason)
        except SourceError as error:
            yield Failure(location, str(error))
        else:
            if tracked.whole:
                unlisted = gave.before | (gave.listed if self._course.complete else set())
                unlisted -= set(tracked.ids)
                self._fetched.note_unlisted(start, unlisted)
                yield from (Unlisted(article_id) for article_id in sorted(unlisted))

    def _document(self, entry: Entry, depth: int) -> Iterator[Result]:
        """What stands at the address of an entry, asked for only if it may have changed."""
        url = entry.url or ""
        known = self._fetched.known(url)
        if known and _is_old(entry, known):
            yield from _unchanged(known)
            return
        mark = known.mark if known else Mark()
        try:
            reply = self._fetched_reply(url, Validators(mark.etag, mark.modified))
            found = content(reply, self._mapping) if reply else None
        except GivenUp:
            raise
        except SourceError as error:
            yield Failure(url, str(error))
            return
        if reply is None or found is None:
            yield from self._noted(url, replace(mark, stamp=entry.stamp), _unchanged(known))
        elif isinstance(found, Listing):
            # One that leads on is read each time: what it leads to may change without it.
            fresh = Mark() if found.next or found.lists else _mark(reply, entry)
            yield from self._noted(url, fresh, self._pages(url, found, depth))
        else:
            yield from self._noted(url, _mark(reply, entry), self._articles(entry, reply, found))

    def _noted(self, url: str, mark: Mark, results: Iterator[Result]) -> Iterator[Result]:
        """The results; a document that gave all that it has need not be read again before it changes."""
        tracked = Tracked(results)
        yield from tracked
        if tracked.whole and tracked.ids:
            self._fetched.note(url, mark, tracked.ids)

    def _fetched_reply(self, url: str, unless: Validators | None = None) -> Reply | None:
        self._course.spend()
        # What an API lists may lie anywhere: its key is for its own host.
        ours = self._mapping is not None and urlsplit(url).netloc == self._own
        reply = self._fetcher.get(url, unless, self._mapping.headers if self._mapping and ours else None)
        packed = reply is not None and is_packed(reply.data)
        return replace(reply, data=unpacked(reply.data, self._max_bytes)) if reply and packed else reply

    def _articles(self, entry: Entry, reply: Reply, form: Format) -> Iterator[Result]:
        url = entry.url or ""
        document = Document(url, form, reply.data, reply.charset, entry.said)
        try:
            read = self._apart.articles(document, self._max_bytes)
            yield from (_addressed(result, url) for result in read)
        except SourceError as error:
            yield Failure(url, str(error))

    def _pages(self, url: str, listing: Listing, depth: int) -> Iterator[Result]:
        """A list and the pages that follow it."""
        if not (listing.entries or listing.lists):
            yield Failure(url, "It lists no articles; those that it listed before are kept.")
            return
        following: Listing | None = listing
        while following:
            self._course.listed(complete=following.complete)
            yield from self._listed(url, following, depth)
            try:
                following = self._next(following)
            except GivenUp:
                raise
            except SourceError as error:
                yield Failure(following.next or url, str(error))
                return

    def _next(self, listing: Listing) -> Listing | None:
        """The page that follows a page, None after the last one. Raises SourceError."""
        if not listing.next:
            return None
        if not self._course.first(listing.next):
            raise SourceError("Its pages lead in a circle; each was read once.")
        try:
            reply = self._fetched_reply(listing.next)
        except Refused as error:
            if listing.counted and error.status in (400, 404):
                return None
            raise
        found = content(reply, self._mapping) if reply else None
        if not isinstance(found, Listing):
            raise SourceError("It is no further page of the list that leads to it; have it mended.")
        if found.entries and not any(self._course.is_new(entry.name) for entry in found.entries):
            raise SourceError("Its further pages bring nothing new; they were not followed on.")
        return found if found.entries or found.lists else None

    def _listed(self, url: str, listing: Listing, depth: int) -> Iterator[Result]:
        if depth >= _DEEPEST:
            yield Failure(url, f"It is a list in more than {_DEEPEST} lists; give its own address.")
            return
        for one in listing.lists:
            address = plain(one.url or "")
            if self._course.first(address):
                yield from self._document(replace(one, url=address), depth + 1)
            else:
                yield Failure(address, "It is listed by itself, or twice; it was read once.")
        for entry in listing.entries:
            named = replace(entry, url=plain(entry.url) if entry.url else None)
            first = self._course.first(named.name)
            if entry.markup or entry.text or not entry.url:
                yield _addressed(at_hand(url, named, self._apart), named.url or "")
            elif first:
                yield from self._document(named, depth + 1)


def _is_old(entry: Entry, known: Known) -> bool:
    """Whether a list says that a page is as it was; a page may change again on the day that it says."""
    stamped = day(entry.stamp)
    return stamped is not None and entry.stamp == known.mark.stamp and stamped < known.day


def _mark(reply: Reply, entry: Entry) -> Mark:
    return Mark(reply.validators.etag, reply.validators.modified, entry.stamp)


def _unchanged(known: Known | None) -> Iterator[Result]:
    return (Unchanged(article_id, source) for article_id, source in (known.articles if known else {}).items())


def _addressed(result: Result, url: str) -> Result:
    """An article with the address that it was found at, unless it names its own."""
    if not url or not isinstance(result, Reading) or result.article.fields.url:
        return result
    article = result.article
    return replace(result, article=replace(article, fields=replace(article.fields, url=url)))
