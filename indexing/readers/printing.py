"""Rows of a printed page into headings and paragraphs, without what stands at the edge of each page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexing.blocks import Kind
from indexing.cleaning.cuts import Cut, Reason
from indexing.cleaning.lines import Line, is_closed

# In sizes of the letters: a wider space between two rows, or a row that begins so much farther right.
_WIDE_SPACE = 1.3
_INDENT = (0.6, 4.0)
_LARGER = 1.15
# Of the usual length: a row that ends sooner ends its paragraph.
_SHORT = 0.7
_LONGEST_HEADING = 200
_LONGEST_WORD = 100
# A running title may stand above a picture or be left out on the first page.
_FEWEST_PAGES = 3
_RUNNING_SHARE = 0.5
_EDGE_ROWS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text where it stands on its page, in points: `x` from the left, `y` from the bottom."""

    text: str
    x: float
    y: float
    size: float


def lines(pages: Sequence[Sequence[Row]]) -> tuple[list[Line], list[Cut]]:
    """The lines of a document, numbered by rows, and the running titles and page numbers that were left out."""
    running = _running(pages)
    numbered = [(number, row) for number, row in enumerate((row for page in pages for row in page), start=1)]
    cuts = [Cut(number, row.text, Reason.SITE_CHROME) for number, row in numbered if _key(row) in running]
    kept = [(number, row) for number, row in numbered if _key(row) not in running]
    usual = median(row.size for _, row in kept for _ in row.text.split()) if kept else 0.0
    leading = _leading([row for _, row in kept], usual)
    known = Counter(word for _, row in kept for word in re.findall(r"[\w-]+", row.text.casefold()))
    return [_line(block, usual, known) for block in _blocks(kept, leading)], cuts


def _running(pages: Sequence[Sequence[Row]]) -> set[str]:
    """What stands at the edge of most pages, but for its numbers."""
    edges = Counter(key for page in pages for key in {_key(row) for row in (*page[:_EDGE_ROWS], *page[-_EDGE_ROWS:])})
    return {key for key, count in edges.items() if count >= max(_FEWEST_PAGES, _RUNNING_SHARE * len(pages))}


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", row.text.casefold())


def _leading(rows: Sequence[Row], usual: float) -> float:
    """How far apart two rows of a paragraph stand, in sizes of their letters."""
    steps = [above.y - row.y for above, row in pairwise(rows) if 0 < above.y - row.y < 3 * usual]
    return median(steps) / usual if steps else 1.2


def _blocks(rows: Sequence[tuple[int, Row]], leading: float) -> Iterator[list[tuple[int, Row]]]:
    width = median(len(row.text) for _, row in rows) if rows else 0
    block: list[tuple[int, Row]] = []
    for (number, row), (_, below) in zip(rows, [*rows[1:], *rows[-1:]], strict=True):
        if block and _begins(row, block[-1][1], below, leading, width):
            yield block
            block = []
        block.append((number, row))
    if block:
        yield block


def _begins(row: Row, above: Row, below: Row, leading: float, width: float) -> bool:
    """Whether a row begins a paragraph: in other letters, below a wide space, indented below a row that ended; at the
    top of the next column or page where the row above it closes a sentence.
    """
    if max(row.size, above.size) > _LARGER * min(row.size, above.size):
        return True
    step = (above.y - row.y) / row.size
    closed = is_closed(above.text)
    if step < 0 or step > 10 * leading:
        return closed
    indented = any(_INDENT[0] * row.size < row.x - other.x < _INDENT[1] * row.size for other in (above, below))
    return step > _WIDE_SPACE * leading or (indented and (closed or len(above.text) < _SHORT * width))


def _line(block: Sequence[tuple[int, Row]], usual: float, known: Counter[str]) -> Line:
    text = ""
    for _, row in block:
        text = _hyphen_joined(text, row.text, known) if text else row.text
    line = Line(block[0][0], text)
    if block[0][1].size > _LARGER * usual and len(text) <= _LONGEST_HEADING:
        return replace(line, kind=Kind.HEADING, level=1 if block[0][1].size > 1.5 * usual else 2)
    return line


def _hyphen_joined(text: str, row: str, known: Counter[str]) -> str:
    """Two rows as one. A hyphen between them stays where the document writes the word so within a row."""
    broken = re.search(r"([\w-]+)[-\u00ad\u2010]$", text[-_LONGEST_WORD:])
    rest = re.match(r"[\w-]+", row)
    if not broken or not rest or not row[0].islower():
        return f"{text} {row}"
    halves = broken[1].casefold(), rest[0].casefold()
    return text + row if known["-".join(halves)] and not known["".join(halves)] else text[:-1] + row
