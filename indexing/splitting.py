"""Articles into passages, with exact offsets.

The structure comes first: headings open a passage, paragraphs and list items stay whole while they fit,
longer ones break between sentences, and only a sentence longer than a passage breaks inside.
"""

from collections.abc import Iterator

from indexing.articles import Article, Passage
from indexing.blocks import Block, Kind, Span, blocks
from indexing.sentences import fitting, of_block

PASSAGE_CHARACTERS = 900


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
    for sentence in of_block(text, block):
        yield from fitting(text, sentence, size)
