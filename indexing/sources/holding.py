"""Articles that a list holds itself, without a page of their own to fetch."""

from indexing.errors import SourceError
from indexing.readers.apart import SMALL, Apart
from indexing.readers.composing import composed
from indexing.readers.decoding import tidy
from indexing.readers.fields import fields
from indexing.readers.fragments import read_fragment
from indexing.readers.markup import parse
from indexing.readers.readings import Failure, Reading
from indexing.readers.surprises import surprises_told
from indexing.sources.listings import Entry


def at_hand(listing: str, entry: Entry, apart: Apart | None = None) -> Reading | Failure:
    """The article in an entry of a list: it lies at its own address or, without one, under its name in the list.

    A large one is read `apart`.
    """
    origin, record = (entry.url, None) if entry.url else (listing, entry.key)
    if origin == listing and record is None:
        return Failure(listing, "It lists an article with neither an address nor a name; have one added.")
    try:
        if apart and len(entry.markup or "") > SMALL:
            return apart.read(_reading, entry, origin, record)
        return _reading(entry, origin, record)
    except SourceError as error:
        return Failure(origin if record is None else f"{origin}#{record}", str(error))


@surprises_told()
def _reading(entry: Entry, origin: str, record: str | None) -> Reading:
    if entry.markup:
        return read_fragment(origin, entry.markup, entry.said, record)
    if not entry.text:
        raise SourceError("It is listed with neither an address nor a text; have one added.")
    parsed = parse(tidy(entry.text), plain=True)
    return composed(origin, fields(entry.said), parsed.lines, parsed.cuts, plain=True, record=record)
