"""Articles into passages, passages into sentences, all with exact offsets.

The structure comes first: headings open a passage, paragraphs and list items stay whole while they fit,
longer ones break between sentences, and only a sentence longer than a passage breaks inside.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sentencex import get_sentence_boundaries  # pyright: ignore[reportAttributeAccessIssue]

from indexing.articles import Article, Passage

PASSAGE_CHARACTERS = 900
SENTENCE_CHARACTERS = 1_200
# sentencex takes time by the square of a line's length where quotes and brackets never close.
_WINDOW_CHARACTERS = 4_000
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_HEADING = re.compile(r"#{1,6}\s+")
_MARKER = re.compile(r"(?:[-*+•–]|\d{1,3}[.)]|[QA]:)\s+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ABBREVIATED_END = re.compile(r"\b(?:[ap]\.m|U\.S|U\.K|U\.N|E\.U|[A-Z]\.[A-Z])\.[\"”’)]*$")
_MORE_OF_SENTENCE = re.compile(r"(?:[a-z]|[A-Z][a-z]*day\b|(?:E[SD]T|GMT|BST|PT|ET)\b)")


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
        span = _trimmed(text, line.start(), line.end())
        if span is None:
            continue
        if marker := _HEADING.match(text, span.start, span.end):
            yield Block(Kind.HEADING, marker.end(), span.end)
        elif marker := _MARKER.match(text, span.start, span.end):
            yield Block(Kind.ITEM, marker.end(), span.end)
        else:
            yield Block(Kind.PARAGRAPH, span.start, span.end)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` outside its headings, without list markers and outer spaces."""
    return [
        sentence
        for block in blocks(text, start, end)
        if block.kind is not Kind.HEADING
        for sentence in _block_sentences(text, block)
    ]


def split(article: Article, size: int = PASSAGE_CHARACTERS) -> tuple[Passage, ...]:
    """The passages of an article, in order, none longer than `size` characters; together they hold every sentence."""
    text, version = article.text, article.version
    return tuple(
        Passage(article.id, version, span.start, span.end, text[span.start : span.end], heading)
        for span, heading in _stretches(text, size)
    )


def _stretches(text: str, size: int) -> Iterator[tuple[Span, str | None]]:
    """Pieces put together while they fit. A heading ends a stretch that is long enough to stand alone."""
    heading: str | None = None
    held: Span | None = None
    held_heading: str | None = None
    for block in blocks(text):
        if block.kind is Kind.HEADING:
            heading = text[block.start : block.end][:200]
            if held is not None and held.end - held.start > size // 3:
                yield held, held_heading
                held = None
            continue
        if held is not None and block.end - held.start > size:
            yield held, held_heading
            held = None
        for piece in _pieces(text, block, size):
            if held is not None and piece.end - held.start > size:
                yield held, held_heading
                held = None
            if held is None:
                held, held_heading = piece, heading
            held = Span(held.start, piece.end)
    if held is not None:
        yield held, held_heading


def _pieces(text: str, block: Block, size: int) -> Iterator[Span]:
    if block.end - block.start <= size:
        yield Span(block.start, block.end)
        return
    for sentence in _block_sentences(text, block):
        yield from _fitting(text, sentence, size)


def _block_sentences(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block, mended where one was broken after "p.m." or "U.S."."""
    held: Span | None = None
    for span in _bounded(text, block.start, block.end):
        if held is not None and _continues(text, held, span):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield from _fitting(text, held, SENTENCE_CHARACTERS)
        held = span
    if held is not None:
        yield from _fitting(text, held, SENTENCE_CHARACTERS)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences as sentencex bounds them, found again from a moving cursor. The last of a window is read again."""
    while start < end:
        window = text[start : min(end, start + _WINDOW_CHARACTERS)]
        found = list(_found(window))
        if len(found) > 1 and start + len(window) < end:
            found.pop()
        for span in found:
            trimmed = _trimmed(text, start + span.start, start + span.end)
            if trimmed is not None:
                yield trimmed
        start += found[-1].end


def _found(window: str) -> Iterator[Span]:
    """Spans that together are the whole window."""
    begin = 0
    cursor = 0
    window = _SURROGATE.sub("\ufffd", window)  # sentencex takes UTF-8, which has no half characters
    for boundary in get_sentence_boundaries("en", window):
        at = window.find(boundary["text"], cursor)
        cursor = cursor if at < 0 else at + len(boundary["text"])
        if cursor > begin:
            yield Span(begin, cursor)
            begin = cursor
    if begin < len(window):
        yield Span(begin, len(window))


def _continues(text: str, before: Span, after: Span) -> bool:
    ended = text[max(before.start, before.end - 12) : before.end]
    return bool(_ABBREVIATED_END.search(ended) and _MORE_OF_SENTENCE.match(text, after.start, after.end))


def _fitting(text: str, span: Span, size: int) -> Iterator[Span]:
    """The span itself if it fits, else pieces broken at the last space, or anywhere but inside a character cluster."""
    start = span.start
    while span.end - start > size:
        cut = text.rfind(" ", start + size // 2, start + size)
        if cut < 0:
            cut = _between_clusters(text, start + max(1, size // 2), start + size)
        piece = _trimmed(text, start, cut)
        if piece is not None:
            yield piece
        start = cut
    rest = _trimmed(text, start, span.end)
    if rest is not None:
        yield rest


def _between_clusters(text: str, earliest: int, latest: int) -> int:
    """The last place where no accent, joiner or skin tone is torn from its character; `latest` where there is none."""
    for cut in range(latest, earliest, -1):
        if not _joins(text[cut]) and text[cut - 1] != "\u200d":
            return cut
    return latest


def _joins(character: str) -> bool:
    return (
        unicodedata.combining(character) != 0
        or character in "\u200d\ufe0e\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
