"""Which unmarked lines of plain text stand as headings, and which one is the title."""

from collections.abc import Sequence
from dataclasses import replace

from indexing.blocks import Kind
from indexing.cleaning.lines import Line

LONGEST_RUN = 2
LONGEST_HEADING = 100


def marked(lines: Sequence[Line]) -> list[Line]:
    """The lines with unmarked headings marked. Three title-like lines in a row are a list, not headings,
    and nothing is a heading that nothing stands under.
    """
    found = list(lines)
    for start, end in _runs(lines):
        if end - start <= LONGEST_RUN and end < len(lines):
            for index in range(start, end):
                if lines[index].kind is Kind.PARAGRAPH:
                    found[index] = replace(lines[index], kind=Kind.HEADING, level=2)
    return found


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where title-like lines stand one after the other: first index, index after the last."""
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not line.is_title_like or (line.kind is not Kind.HEADING and len(line.text) > LONGEST_HEADING):
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def title(lines: Sequence[Line]) -> int | None:
    """The index of the line that is the title: a first-level heading, else a first line that reads like one and
    stands above a paragraph. None where neither is there.
    """
    for index, line in enumerate(lines):
        if line.kind is Kind.HEADING and line.level == 1:
            return index
    if len(lines) < 2 or lines[0].kind is Kind.ITEM or not any(line.is_sentence for line in lines[1:3]):
        return None
    return 0 if lines[0].is_title_like and 3 <= lines[0].words <= 30 else None
