"""The lines of an article, and what each is: a heading, a paragraph, an item of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_HEADING = re.compile(r"#{1,6}\s+")
_MARKER = re.compile(r"(?:[-*+•–]|\d{1,3}[.)]|[QA]:)\s+")


class Kind(StrEnum):
    """What a line of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: code points, 0-based, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One line of an article without its marker: a heading, a paragraph or a list item."""

    kind: Kind
    start: int
    end: int


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Block]:
    """The lines of `text[start:end]` that hold anything, in order. The text marks its headings; nothing is guessed."""
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        span = trimmed(text, line.start(), line.end())
        if span is None:
            continue
        if marker := _HEADING.match(text, span.start, span.end):
            yield Block(Kind.HEADING, marker.end(), span.end)
        elif marker := _MARKER.match(text, span.start, span.end):
            yield Block(Kind.ITEM, marker.end(), span.end)
        else:
            yield Block(Kind.PARAGRAPH, span.start, span.end)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """`text[start:end]` without outer spaces; None where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
