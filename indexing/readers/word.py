"""Text out of Word documents, as an editor reads them: insertions taken, deletions and comments left out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

import mammoth
from lxml import html

from indexing.errors import SourceError
from indexing.readers.composing import composed
from indexing.readers.decoding import tidy
from indexing.readers.fields import fields
from indexing.readers.markup import parse
from indexing.readers.readings import Reading

_ZIP = b"PK\x03\x04"
# How Word wraps a document under a password, and what .doc files begin with too.
_SEALED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A long book has some five megabytes of XML; a small file can be made to unpack to gigabytes.
_MOST_GROWTH = 30_000_000
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li td th".split())
_HOLDERS = _BLOCKS | frozenset("ul ol dl table thead tbody tr div".split())
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ExpatError, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    NotImplementedError, RecursionError, OSError,
)  # fmt: skip
_DAMAGED = SourceError("It is damaged, or no Word document; open it in Word and save it as .docx again.")


def read(origin: str, data: bytes) -> Iterator[Reading]:
    """The article of a .docx. Its properties name whoever typed it and the template, so they count for nothing.

    Raises SourceError, as `text_of` does.
    """
    parsed = parse(text_of(data), plain=True)
    yield composed(origin, fields({}), parsed.lines, parsed.cuts, plain=True)


def is_word(data: bytes, name: str) -> bool:
    """Whether these bytes are to be read as a Word document: by their name or, without one, by how they begin."""
    return name.lower().endswith(".docx") or data.startswith((_ZIP, _SEALED))


def text_of(data: bytes) -> str:
    """The text of a .docx: a paragraph a line, headings and list items marked as in Markdown.

    Raises SourceError for what is empty, damaged, encrypted, or no Word document.
    """
    if not data.strip():
        raise SourceError("It is empty; save the document again.")
    if data.startswith(_SEALED):
        raise SourceError("It is under a password or an old .doc; save it as .docx without a password.")
    lines = [line for line in _lines(_markup(data)) if line.strip(" -#")]
    if not lines:
        raise SourceError("It holds no text; put the text into it.")
    return tidy("\n\n".join(lines)) + "\n"


def _markup(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            parts = opened.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise SourceError("It is encrypted; save it as .docx without a password.")
        # Pictures hardly grow, whatever they are called; what does is text, or made to look like one.
        if sum(part.file_size - part.compress_size for part in parts) > _MOST_GROWTH:
            raise SourceError("It unpacks to more text than any draft has; check it in parts.")
        pictures = mammoth.images.img_element(_without_data)
        return mammoth.convert_to_html(io.BytesIO(data), convert_image=pictures).value
    except _DAMAGE as error:
        raise _DAMAGED from error


def _without_data(_image: object) -> dict[str, str]:
    # Pictures are not text, and as data addresses they would be most of the markup.
    return {}


def _lines(markup: str) -> Iterator[str]:
    for block in html.fromstring(f"<div>{markup}</div>").iter(*_BLOCKS):
        yield _mark(block) + "".join(_inline(block)).strip()


def _mark(block: html.HtmlElement) -> str:
    tag = str(block.tag)
    if tag.startswith("h"):
        return "#" * int(tag[1]) + " " if tag[1].isdigit() else ""
    return "- " if tag == "li" else ""


def _inline(element: html.HtmlElement) -> Iterator[str]:
    """The text of an element that is not in a block of its own; a footnote's number is no part of the sentence."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in _HOLDERS and not _is_note_mark(child):
            yield from _inline(child)
        yield child.tail or ""


def _is_note_mark(element: html.HtmlElement) -> bool:
    link = element if element.tag == "a" else element.find("a") if element.tag == "sup" else None
    return link is not None and link.get("href", "").startswith(("#footnote", "#endnote"))
