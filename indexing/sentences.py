"""The sentences of a text, with exact offsets."""

import re
import unicodedata
from collections.abc import Iterator

from sentencex import get_sentence_boundaries  # pyright: ignore[reportAttributeAccessIssue]

from indexing.blocks import Block, Kind, Span, blocks, trimmed

SENTENCE_CHARACTERS = 1_200
# sentencex takes time by the square of a line's length where quotes and brackets never close.
_WINDOW_CHARACTERS = 4_000
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ABBREVIATED_END = re.compile(r"\b(?:[ap]\.m|U\.S|U\.K|U\.N|E\.U|[A-Z]\.[A-Z])\.[\"”’)]*$")
_MORE_OF_SENTENCE = re.compile(r"(?:[a-z]|[A-Z][a-z]*day\b|(?:E[SD]T|GMT|BST|PT|ET)\b)")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` outside its headings, without list markers and outer spaces."""
    return [
        sentence
        for block in blocks(text, start, end)
        if block.kind is not Kind.HEADING
        for sentence in of_block(text, block)
    ]


def of_block(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block, mended where one was broken after "p.m." or "U.S."."""
    held: Span | None = None
    for span in _bounded(text, block.start, block.end):
        if held is not None and _continues(text, held, span):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield from fitting(text, held, SENTENCE_CHARACTERS)
        held = span
    if held is not None:
        yield from fitting(text, held, SENTENCE_CHARACTERS)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences as sentencex bounds them, found again from a moving cursor. The last of a window is read again."""
    while start < end:
        window = text[start : min(end, start + _WINDOW_CHARACTERS)]
        found = list(_found(window))
        if len(found) > 1 and start + len(window) < end:
            found.pop()
        for span in found:
            sentence = trimmed(text, start + span.start, start + span.end)
            if sentence is not None:
                yield sentence
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


def fitting(text: str, span: Span, size: int) -> Iterator[Span]:
    """The span itself if it fits, else pieces broken at the last space, or anywhere but inside a character cluster."""
    start = span.start
    while span.end - start > size:
        cut = text.rfind(" ", start + size // 2, start + size)
        if cut < 0:
            cut = _between_clusters(text, start + max(1, size // 2), start + size)
        piece = trimmed(text, start, cut)
        if piece is not None:
            yield piece
        start = cut
    rest = trimmed(text, start, span.end)
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
