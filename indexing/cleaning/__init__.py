"""Page junk out of an article, with an audit of what was cut and why; what is left is its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexing.blocks import Kind
from indexing.cleaning import headings, margins, sections
from indexing.cleaning.captions import captions
from indexing.cleaning.cuts import Cut, Reason
from indexing.cleaning.furniture import furniture
from indexing.cleaning.junk import Zone, reason
from indexing.cleaning.lines import Line
from indexing.cleaning.moments import is_moment
from indexing.cleaning.sections import Marks

__all__ = ["Cleaned", "Cut", "Reason", "by_rules", "clean"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a source: its text, a blank line between paragraphs, and what it says of itself."""

    text: str
    title: str | None
    authors: tuple[str, ...]
    cuts: tuple[Cut, ...]


def clean(
    lines: Sequence[Line], *, title: str | None = None, authors: tuple[str, ...] = (), plain: bool = False
) -> Cleaned:
    """The lines without page junk. `title` and `authors` are those that the source declares; where it declares
    none, the page's own headline and byline are taken. `plain`: headings may stand unmarked beside marked ones.
    """
    marks, authors = by_rules(lines, title=title, authors=authors)
    marks = marks | furniture(lines, marks, authors)
    rest = [lines[index] for index in _without(lines, marks)]
    if plain or not any(line.kind is Kind.HEADING for line in rest):
        rest = headings.marked(rest)
    title, rest = _titled(rest, title)
    cuts = tuple(Cut(lines[index].number, lines[index].text.strip(), why) for index, why in sorted(marks.items()))
    return Cleaned("\n\n".join(line.rendered() for line in rest), title, authors, cuts)


def by_rules(
    lines: Sequence[Line], *, title: str | None = None, authors: tuple[str, ...] = ()
) -> tuple[Marks, tuple[str, ...]]:
    """The lines that the rules know for junk, before any is weighed; and the authors, declared or named by the page."""
    marks = sections.references(lines) | sections.links(lines)
    kept = _without(lines, marks)
    top, byline, named = _top(lines, kept, authors)
    marks |= byline | _line_marks(lines, kept, top)
    signed = bool(authors or named)
    signature = sections.signature(lines, top, signed=signed)
    marks |= {index: why for index, why in signature.items() if index not in marks}
    marks |= _above_title(lines, marks, top, title)
    marks |= _author_box(lines, marks, authors or named) | _duplicates(lines, marks) | captions(lines)
    return marks | margins.tail(lines, marks) | margins.head(lines, marks), authors or named


def _without(lines: Sequence[Line], marks: Marks) -> list[int]:
    return [index for index in range(len(lines)) if index not in marks]


def _top(lines: Sequence[Line], kept: Sequence[int], authors: tuple[str, ...]) -> tuple[int, Marks, tuple[str, ...]]:
    """How many lines stand before the first sentence, and the author's lines among these."""
    top = next((index for index in kept if lines[index].is_sentence and not reason(lines[index], Zone.TOP)), 0)
    marks, named = sections.author_at_top(lines, top)
    known = {index: Reason.BYLINE for index in range(top) if lines[index].collapsed in authors}
    return top, marks | known, named


def _line_marks(lines: Sequence[Line], kept: Sequence[int], top: int) -> Marks:
    upwards = (index for index in reversed(kept) if lines[index].is_sentence and not reason(lines[index], Zone.END))
    last = next(upwards, top)
    marks: Marks = {}
    for index in kept:
        zone = Zone.TOP if index < top or _dates(lines, index, top) else Zone.END if index > last else Zone.BODY
        before = lines[index - 1].text.rstrip() if index else ""
        heads = index + 1 < len(lines) and lines[index + 1].is_sentence
        why = reason(lines[index], zone, before, below_junk=index - 1 in marks, heads=heads)
        if why is not None:
            marks[index] = why
    return marks


def _dates(lines: Sequence[Line], index: int, top: int) -> bool:
    """Whether a line below the standfirst, which is a sentence too, holds the day of the article, not of a section."""
    heads = index + 1 < len(lines) and lines[index + 1].is_sentence
    return index < top + sections.STANDFIRST and not heads and is_moment(lines[index].collapsed)


def _above_title(lines: Sequence[Line], marks: Marks, top: int, title: str | None) -> Marks:
    """Labels of up to three words above the title belong to the page, such as the name of its section."""
    above = [index for index in range(top) if index not in marks]
    head = next((i for i in above if _heads(lines[i], title)), None)
    if head is None or lines[head].kind is Kind.ITEM:
        return {}
    labels = [i for i in above if i < head and lines[i].words <= 3 and lines[i].kind is not Kind.HEADING]
    return dict.fromkeys(labels, Reason.SITE_CHROME)


def _heads(line: Line, title: str | None) -> bool:
    return _same(line.text, title) if title is not None else line.is_title_like and line.words >= 5


def _author_box(lines: Sequence[Line], marks: Marks, authors: tuple[str, ...]) -> Marks:
    kept = _without(lines, marks)
    box = sections.author_at_end([lines[index] for index in kept], authors)
    return {kept[index]: why for index, why in box.items()} | sections.biography(lines, marks, authors)


def _duplicates(lines: Sequence[Line], marks: Marks) -> Marks:
    """A line said twice in a row, or a whole paragraph said again: the first stays."""
    seen: set[str] = set()
    before = ""
    found: Marks = {}
    for index in _without(lines, marks):
        text = lines[index].collapsed
        words = lines[index].words
        if (words >= 4 and text == before) or (words >= 25 and text in seen):
            found[index] = Reason.DUPLICATE_LINE
        seen.add(text)
        before = text
    return found


def _titled(lines: list[Line], title: str | None) -> tuple[str | None, list[Line]]:
    """The title, and the lines without the one that repeats it."""
    if title is not None:
        first = next((index for index, line in enumerate(lines[:3]) if _same(line.text, title)), None)
    else:
        first = headings.title(lines)
        title = None if first is None else lines[first].collapsed
    return title, [line for index, line in enumerate(lines) if index != first]


def _same(text: str, title: str | None) -> bool:
    return title is not None and _letters(text) == _letters(title) != ""


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
