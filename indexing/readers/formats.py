"""Which format a file or a reply is in, and who reads it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from indexing.errors import SourceError
from indexing.readers import records
from indexing.readers.fields import Declared
from indexing.readers.readings import Result
from indexing.readers.surprises import surprises_told


class Format(Enum):
    """A format that is read, with how the names of its files end."""

    TEXT = (".txt",)
    MARKDOWN = (".md", ".markdown")
    PAGE = (".html", ".htm")
    PDF = (".pdf",)
    WORD = (".docx",)
    NEWSML = (".xml",)
    NINJS = (".json",)
    RECORDS = (".jsonl",)
    PACKED_RECORDS = (".jsonl.gz",)


ENDINGS = tuple(ending for form in Format for ending in form.value)


def format_of(name: str) -> Format | None:
    """The format that a file's name says, None where that is not read."""
    return next((form for form in Format if name.lower().endswith(form.value)), None)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a file or a reply, and where they come from.

    `charset` is what a server says of them, `otherwise` what a list says of a page.
    """

    origin: str
    form: Format
    data: bytes
    charset: str | None = None
    otherwise: Declared = field(default_factory=dict[str, object])


Articles = Callable[[Document, int], Iterator[Result]]
"""What reads as `articles` does, here or in another process."""


def articles(document: Document, max_bytes: int) -> Iterator[Result]:
    """The articles in a document. Raises SourceError."""
    if len(document.data) > max_bytes:
        raise too_large(len(document.data), max_bytes)
    with surprises_told():
        yield from _read(document, max_bytes)


def _read(document: Document, max_bytes: int) -> Iterator[Result]:
    """The readers are imported where they are needed: trafilatura alone takes a second."""
    origin, form, data = document.origin, document.form, document.data
    match form:
        case Format.TEXT | Format.MARKDOWN:
            from indexing.readers import texts

            yield from texts.read(origin, data, plain=form is Format.TEXT)
        case Format.PAGE:
            from indexing.readers import pages

            yield from pages.read(origin, data, document.charset, document.otherwise)
        case Format.PDF:
            from indexing.readers import pdf

            yield from pdf.read(origin, data)
        case Format.WORD:
            from indexing.readers import word

            yield from word.read(origin, data)
        case Format.NEWSML:
            from indexing.readers import newsml

            yield from newsml.read(origin, data)
        case Format.NINJS:
            from indexing.readers import ninjs

            yield from ninjs.read(origin, data)
        case Format.RECORDS | Format.PACKED_RECORDS:
            yield from records.read(origin, io.BytesIO(data), max_bytes, packed=form is Format.PACKED_RECORDS)


def too_large(size: int, max_bytes: int) -> SourceError:
    """The sentence for what is larger than is read."""
    return SourceError(
        f"It has {size / 1_000_000:.0f} MB, more than the {max_bytes / 1_000_000:.0f} MB that are read; "
        "split it, or raise ONRECORD_MAX_FILE_MB."
    )
