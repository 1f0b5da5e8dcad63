"""Web pages: trafilatura finds the article on the page, the metadata that the page declares gives its fields."""

import logging
import re
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import html
from lxml.etree import LxmlError  # pyright: ignore[reportAttributeAccessIssue]
from trafilatura.settings import use_config

from indexing.blocks import Kind
from indexing.cleaning.cuts import Cut, Reason
from indexing.cleaning.lines import Line, collapsed
from indexing.cleaning.sections import byline
from indexing.errors import SourceError
from indexing.readers.auditing import audited
from indexing.readers.composing import composed
from indexing.readers.decoding import decoded
from indexing.readers.fields import Declared, Said, fields
from indexing.readers.metadata import declared
from indexing.readers.readings import Reading

# It logs what the user reads as a Failure.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# The parser compares each attribute of a tag with all before it: 200,000 take it minutes.
_MOST_ATTRIBUTES = 1_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_Element = Any  # lxml ships no types for the elements of trafilatura's tree
_NOTHING: Declared = {}
_UNREADABLE = "It is not HTML that can be read; save the page again."
_NO_TAG = f"One of its tags has more than {_MOST_ATTRIBUTES:,} attributes, as no page's has; save the page again."
_NO_TEXT = "It is a page without an article's text; save the page as a browser shows it."


def read(origin: str, data: bytes, charset: str | None = None, otherwise: Declared = _NOTHING) -> Iterator[Reading]:
    """The article of a page; `charset` is what its server says, `otherwise` what a list says of it.

    Raises SourceError where the page holds no text.
    """
    named = _CHARSET.search(data[:4096])
    yield read_page(origin, decoded(data, named[1].decode("ascii") if named else charset), otherwise=otherwise)


def read_page(
    origin: str, text: str, *, given: Declared = _NOTHING, otherwise: Declared = _NOTHING, record: str | None = None
) -> Reading:
    """The article of a page's text. What is `given` wins over what the page declares, `otherwise` stands in for what
    it does not; `record` names it within its source. Raises SourceError.
    """
    page = _DECLARATION.sub("", text)
    if any(_attributes(tag.group()) > _MOST_ATTRIBUTES for tag in _TAG.finditer(page)):
        raise SourceError(_NO_TAG)
    try:
        tree = html.document_fromstring(page)
        extracted = _extracted(page)
        lines, cuts = audited(tree, extracted)
    except (LxmlError, ValueError, RecursionError) as error:
        raise SourceError(_UNREADABLE) from error
    if not extracted:
        raise SourceError(_NO_TEXT)
    said, cuts = _with_byline(fields({**otherwise, **declared(tree), **given}), lines, cuts)
    return composed(origin, said, lines, cuts, plain=False, record=record)


def _attributes(tag: str) -> int:
    """How many a tag has, roughly; none of one that is too short to have too many."""
    return len(_QUOTED.sub("", tag).split()) - 1 if len(tag) > 2 * _MOST_ATTRIBUTES else 0


def _with_byline(said: Said, lines: Sequence[Line], cuts: Sequence[Cut]) -> tuple[Said, list[Cut]]:
    """Where the page declares no author, the byline that stands above the first sentence names them."""
    first = next((line.number for line in lines if line.is_sentence), 0)
    named = {cut: byline(cut.text) for cut in cuts if cut.line is not None and cut.line <= first}
    cuts = [replace(cut, reason=Reason.BYLINE) if named.get(cut) else cut for cut in cuts]
    authors = said.fields.authors or next((names for names in named.values() if names), ())
    return replace(said, fields=replace(said.fields, authors=authors)), cuts


def _extracted(page: str) -> list[Line]:
    """The lines that trafilatura takes for the article, not yet numbered.

    What is shorter than it expects of an article it gives as one paragraph, with the headline and the byline in it:
    then it is asked again what it would take of a short one.
    """
    lines = _taken(page, _USUAL)
    return (_taken(page, _SHORT) or lines) if len(lines) == 1 else lines


def _taken(page: str, config: ConfigParser) -> list[Line]:
    document = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        with_metadata=False,
        config=config,
    )
    body = getattr(document, "body", None)
    return list(_lines(body)) if body is not None and body.tag == "body" else []


def _config(**given: str) -> ConfigParser:
    config = use_config()
    config["DEFAULT"].update(given)
    return config


_USUAL = _config()
_SHORT = _config(min_extracted_size="0", min_output_size="0")


def _lines(body: _Element) -> Iterator[Line]:
    for element in body:
        match element.tag:
            case "head":
                level = int(re.sub(r"\D", "", element.get("rend") or "") or 2)
                yield from (Line(0, row, Kind.HEADING, level) for row in _rows(element))
            case "item":
                yield from (Line(0, row, Kind.ITEM, 0, "- ") for row in _rows(element))
                yield from _lines(element)
            case "row":
                cells = [" ".join(_rows(cell)) for cell in element.iter("cell")]
                yield from [Line(0, " | ".join(filter(None, cells)), Kind.ITEM)] if any(cells) else []
            case "list" | "table":
                yield from _lines(element)
            case "quote" | "div" if any(child.tag in ("p", "head", "list") for child in element):
                yield from _lines(element)
            case "p" | "quote" | "code" | "div" | "ab" | "fw":
                yield from (Line(0, row) for row in _rows(element))
            case _:
                pass


def _rows(element: _Element) -> list[str]:
    """The text of an element without the lists in it; a line break begins another row."""
    rows = [collapsed(row.replace("\n", " ")) for row in _text(element).split("\f")]
    return [row for row in rows if row]


def _text(element: _Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\f")
        elif child.tag not in ("list", "table", "graphic"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
