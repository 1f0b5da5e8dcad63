"""Articles into passages, passages into sentences, all with exact offsets.

The structure comes first: headings open a passage, paragraphs and list items stay whole while they fit,
longer ones break between sentences, and only a sentence longer than a passage breaks inside.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sentencex import get_sentence_boundaries

from indexing.articles import Article, Passage

PASSAGE_CHARACTERS = 900
SENTENCE_CHARACTERS = 1_200
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_HEADING = re.compile(r"#{1,6}\s+")
_MARKER = re.compile(r"(?:[-*+•–]|\d{1,3}[.)]|[QA]:)\s+")
_TITLE_LIKE = re.compile(r"^[^\W_a-z](?!.*[.!?:;,…]$).{0,99}$")
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
    """The lines of `text[start:end]` that hold anything, in order. A heading is marked, or reads like a title."""
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        span = _trimmed(text, line.start(), line.end())
        if span is None:
            continue
        if marker := _HEADING.match(text, span.start, span.end):
            yield Block(Kind.HEADING, marker.end(), span.end)
        elif marker := _MARKER.match(text, span.start, span.end):
            yield Block(Kind.ITEM, marker.end(), span.end)
        elif span.end - span.start <= 100 and _TITLE_LIKE.match(text[span.start : span.end]):
            yield Block(Kind.HEADING, span.start, span.end)
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
    passages: list[Passage] = []
    heading: str | None = None
    held: Span | None = None
    held_heading: str | None = None

    def close() -> None:
        nonlocal held
        if held is not None:
            text = article.text[held.start : held.end]
            passages.append(Passage(article.id, article.version, held.start, held.end, text, held_heading))
        held = None

    for block in blocks(article.text):
        if block.kind is Kind.HEADING:
            close_at = size // 3
            heading = article.text[block.start : block.end][:200]
        else:
            close_at = size
        if held is not None and (block.end - held.start > size or held.end - held.start > close_at):
            close()
        if block.kind is Kind.HEADING:
            continue
        for piece in _pieces(article.text, block, size):
            if held is not None and piece.end - held.start > size:
                close()
            if held is None:
                held_heading = heading
            held = Span(held.start if held else piece.start, piece.end)
    close()
    return tuple(passages)


def _pieces(text: str, block: Block, size: int) -> Iterator[Span]:
    if block.end - block.start <= size:
        yield Span(block.start, block.end)
        return
    for sentence in _block_sentences(text, block):
        yield from _fitting(text, sentence, size)


def _block_sentences(text: str, block: Block) -> Iterator[Span]:
    """sentencex's boundaries, mended where it breaks after "p.m." or "U.S."; found again from a moving cursor."""
    line = text[block.start : block.end]
    held: Span | None = None
    cursor = 0
    for boundary in get_sentence_boundaries("en", line):
        begin = line.find(boundary["text"], cursor)
        begin = cursor if begin < 0 else begin
        cursor = begin + len(boundary["text"])
        span = _trimmed(text, block.start + begin, block.start + cursor)
        if span is None:
            continue
        if held is not None and _continues(text, held, span):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield from _fitting(text, held, SENTENCE_CHARACTERS)
        held = span
    if held is not None:
        yield from _fitting(text, held, SENTENCE_CHARACTERS)


def _continues(text: str, before: Span, after: Span) -> bool:
    ended = text[max(before.start, before.end - 12) : before.end]
    return bool(_ABBREVIATED_END.search(ended) and _MORE_OF_SENTENCE.match(text, after.start, after.end))


def _fitting(text: str, span: Span, size: int) -> Iterator[Span]:
    """The span itself if it fits, else pieces broken at the last space, or anywhere but inside a character cluster."""
    start = span.start
    while span.end - start > size:
        cut = text.rfind(" ", start + size // 2, start + size)
        if cut < 0:
            cut = start + size
            while cut > start + size // 2 and _joins(text[cut]):
                cut -= 1
        piece = _trimmed(text, start, cut)
        if piece is not None:
            yield piece
        start = cut
    rest = _trimmed(text, start, span.end)
    if rest is not None:
        yield rest


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\u200d\ufe0e\ufe0f"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
