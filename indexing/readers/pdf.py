"""Text out of PDF documents: rows with their places, of which `printing` makes paragraphs."""

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from indexing.errors import SourceError
from indexing.readers.composing import composed
from indexing.readers.decoding import tidy
from indexing.readers.fields import fields
from indexing.readers.printing import Row, lines
from indexing.readers.readings import Reading

# It logs what the user reads as a Failure.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# A newspaper of a hundred pages has some two million characters; a small file can be made to unpack to gigabytes.
_MOST_PAGES = 1_000
_MOST_CHARACTERS = 20_000_000
# What pypdf raises beside its own on files that were made to break readers.
_DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
    NotImplementedError, ArithmeticError, OSError,
)  # fmt: skip
# Invisible text, which scanners lay over a picture of a page, may have no size at all.
_SMALLEST = 0.1
_DAMAGED = "It is damaged, or no PDF; save it again from the program that made it."


def read(origin: str, data: bytes) -> Iterator[Reading]:
    """The article of a PDF. Its properties name programs and templates more often than authors: they count for nothing.

    Raises SourceError for what is empty, damaged, encrypted, or only pictures.
    """
    if not data.strip():
        raise SourceError("It is empty; save the document again.")
    try:
        pages = list(_pages(PdfReader(io.BytesIO(data))))
    except FileNotDecryptedError as error:
        raise SourceError("It is under a password; save it without one.") from error
    except _DAMAGE as error:
        raise SourceError(_DAMAGED) from error
    if not any(pages):
        raise SourceError("It holds pictures of text, not text; put a text layer into it (OCR) first.")
    found, cuts = lines(pages)
    yield composed(origin, fields({}), found, cuts, plain=True)


def _pages(document: PdfReader) -> Iterator[Sequence[Row]]:
    if document.is_encrypted and not document.decrypt(""):
        raise FileNotDecryptedError
    if len(document.pages) > _MOST_PAGES:
        raise SourceError(f"It has more than {_MOST_PAGES:,} pages; split it.")
    characters = 0
    for page in document.pages:
        rows = list(_rows(page))
        characters += sum(len(row.text) for row in rows)
        if characters > _MOST_CHARACTERS:
            raise SourceError("It unpacks to more text than any article has; split it.")
        yield rows


def _rows(page: PageObject) -> Iterator[Row]:
    """The rows of a page in the order in which its text was set, which keeps columns apart."""
    found: list[Row] = []
    held: list[Row] = []

    def take(text: str, view: Any, placed: Any, _font: object, size: float) -> None:
        for number, part in enumerate(text.split("\n")):
            if number and held:
                found.append(_joined(held))
                held.clear()
            if part.strip() or (part and held):
                held.append(_placed(part, view, placed, size))

    page.extract_text(visitor_text=take)
    return iter([*found, _joined(held)] if held else found)


def _placed(text: str, view: Sequence[float], placed: Sequence[float], size: float) -> Row:
    """Text in the coordinates of the page: its matrix, then the one that the view is under."""
    x, y = placed[4], placed[5]
    return Row(
        tidy(text),
        x=view[0] * x + view[2] * y + view[4],
        y=view[1] * x + view[3] * y + view[5],
        size=max(size * (abs(placed[3]) or abs(placed[1])) * (abs(view[3]) or abs(view[1])), _SMALLEST),
    )


def _joined(held: Sequence[Row]) -> Row:
    first = held[0]
    return Row("".join(row.text for row in held).strip(), first.x, first.y, max(row.size for row in held))
