"""Runs of lines that are no part of an article: its reference list, its author's box, lists of links."""

import re
from collections.abc import Iterator, Sequence

from indexing.blocks import Kind
from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line, collapsed
from indexing.cleaning.phrases import pattern

Marks = dict[int, Reason]
"""The index of each line that goes, and why."""

_LISTS_WORKS = pattern(Reason.REFERENCE_LIST, "heads")
_MAY_LIST_WORKS = pattern(Reason.REFERENCE_LIST, "may_head")
_CITES = pattern(Reason.REFERENCE_LIST, "cites")
_LISTS_LINKS = pattern(Reason.RELATED_LINKS, "heads")
_LIFE = pattern(Reason.AUTHOR_BOX, "life")
_ROLE = pattern(Reason.AUTHOR_BOX, "role")
_ABOUT = re.compile(r"\W*about (?:the )?(?P<who>.{2,60}?)\W*", re.IGNORECASE)
_WRITER = re.compile(r"(?:authors?|writers?|contributors?|reporters?|editors?)", re.IGNORECASE)
_TELLS = re.compile(r"(?:is|covers|has covered|writes|reports|teaches|works|edits|lives|joined|speciali[sz]es)\b")
_LONGEST_LIFE = 60
_PERSON = re.compile(
    r"(?:[A-Z][\w.'’\-]+|d[aeio]s?|v[ao]n|bin|al)(?: (?:[A-Z][\w.'’\-]*|d[aeio]s?|v[ao]n|bin|al)){0,3}"
)
_BYLINE = re.compile(
    r"(?:(?-i:[A-Z])[\w ]{1,30} [|•·] )?(?:(?:written |story |words |reported )?by:?\s+|authors?:\s+)(?P<who>.{3,90}?)"
    r"(?:,? (?:last )?(?:published|updated|posted)\b.{3,40})?",
    re.IGNORECASE,
)
_STYLE = re.compile(r"(?:dr|prof(?:essor)?|sir|dame|mrs?|ms|rev)\.? ", re.IGNORECASE)
LONGEST_BIOGRAPHY_WORDS = 120
STANDFIRST, _SIGNATURE_WORDS = 4, 8


def references(lines: Sequence[Line]) -> Marks:
    """A heading such as "References" and what it lists, until another heading or a paragraph of the body."""
    marks: Marks = {}
    for index, line in enumerate(lines):
        surely = bool(_LISTS_WORKS.fullmatch(line.text))
        if index in marks or not (surely or _MAY_LIST_WORKS.fullmatch(line.text)):
            continue
        listed = list(_listed(lines, index + 1, surely))
        if listed or (surely and index == len(lines) - 1):
            marks |= dict.fromkeys([index, *listed], Reason.REFERENCE_LIST)
    return marks


def _listed(lines: Sequence[Line], start: int, surely: bool) -> Iterator[int]:
    for index in range(start, len(lines)):
        line = lines[index]
        cites = bool(_CITES.search(line.text))
        if line.kind is Kind.HEADING or (
            not cites and not (surely and (line.kind is Kind.ITEM or not line.is_sentence))
        ):
            return
        if not cites and _heads_body(lines, index):
            return
        yield index


def _heads_body(lines: Sequence[Line], index: int) -> bool:
    """Whether an unmarked line reads as the heading of a paragraph that follows it."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return lines[index].is_title_like and after is not None and after.is_sentence and not _CITES.search(after.text)


def links(lines: Sequence[Line]) -> Marks:
    """A heading such as "Related articles" and the short lines under it that hold no sentence."""
    marks: Marks = {}
    for index, line in enumerate(lines):
        if line.kind is Kind.ITEM or not _LISTS_LINKS.fullmatch(line.collapsed):
            continue
        marks[index] = Reason.RELATED_LINKS
        for below in range(index + 1, len(lines)):
            if not _links(lines, below):
                break
            marks[below] = Reason.RELATED_LINKS
    return marks


def _links(lines: Sequence[Line], index: int) -> bool:
    """Whether a line under such a heading is a link: an item, or a headline that nothing stands under."""
    line = lines[index]
    if line.is_sentence or line.words > 25:
        return False
    if line.kind is Kind.ITEM:
        return True
    after = lines[index + 1] if index + 1 < len(lines) else None
    return line.kind is Kind.PARAGRAPH and line.is_title_like and not (after and after.is_sentence and line.words <= 6)


def author_at_end(lines: Sequence[Line], authors: Sequence[str]) -> Marks:
    """A heading "About Alex" and the short life of Alex under it, or a last line of that kind on a known author."""
    for index in range(max(0, len(lines) - 6), len(lines)):
        about = _ABOUT.fullmatch(lines[index].collapsed) if lines[index].words <= 7 else None
        below = lines[index + 1 :]
        if about and below and _is_life_of(about["who"], below, authors):
            return dict.fromkeys(range(index, len(lines)), Reason.AUTHOR_BOX)
    last = lines[-1:]
    if (
        last
        and any(last[0].text.startswith(name) for name in authors)
        and _LIFE.search(last[0].text)
        and last[0].words <= 60
    ):
        return {len(lines) - 1: Reason.AUTHOR_BOX}
    return {}


def _is_life_of(who: str, below: Sequence[Line], authors: Sequence[str]) -> bool:
    text = " ".join(line.text for line in below)
    if len(text.split()) > LONGEST_BIOGRAPHY_WORDS or any(line.kind is Kind.HEADING for line in below):
        return False
    if _WRITER.fullmatch(who):
        return True
    return who in authors or (who.split()[0] in text and bool(_LIFE.search(text)))


def author_at_top(lines: Sequence[Line], top: int) -> tuple[Marks, tuple[str, ...]]:
    """The byline, or a name and a role one above the other, among the first `top` lines; and the authors it names."""
    for index, line in enumerate(lines[: top + STANDFIRST]):
        # A standfirst is a sentence too, and the byline stands below it.
        if names := byline(line.text) if index < top or line.words <= _SIGNATURE_WORDS else ():
            return {index: Reason.BYLINE}, names
        if index >= top:
            continue
        below = lines[index + 1] if index + 1 < top else None
        names = _people(line.collapsed) if line.words <= 9 else ()
        if below and names and _ROLE.fullmatch(below.collapsed):
            return dict.fromkeys((index, index + 1), Reason.AUTHOR_BOX), names
    return {}, ()


def signature(lines: Sequence[Line], top: int, *, signed: bool) -> Marks:
    """Names between the title and the first sentence: of who wrote it, of their trade and of their house. Where it is
    `signed` already, two words above the sentence are its heading.
    """
    title = next((index for index, line in enumerate(lines[:top]) if line.is_title_like and line.words >= 5), top)
    return {
        index: Reason.BYLINE
        for index in range(title + 1, top)
        if _signs(lines[index], named=not (signed and index == top - 1))
    }


def _signs(line: Line, *, named: bool) -> bool:
    text = line.collapsed
    person = named and 2 <= line.words <= 4 and _PERSON.fullmatch(text)
    return line.kind is Kind.PARAGRAPH and bool(person or _ROLE.fullmatch(text))


def biography(lines: Sequence[Line], marks: Marks, authors: Sequence[str]) -> Marks:
    """Paragraphs beside junk that begin with an author's name and tell the trade of its bearer."""
    return {
        index: Reason.AUTHOR_BOX
        for index, line in enumerate(lines)
        if {index - 1, index + 1} & marks.keys()
        and line.kind is Kind.PARAGRAPH
        and line.words <= _LONGEST_LIFE
        and any(_tells_of(name, line) for name in authors)
    }


def _tells_of(name: str, line: Line) -> bool:
    text = line.collapsed
    return text == name or (text.startswith(f"{name} ") and _TELLS.match(text, len(name) + 1) is not None)


def byline(text: str) -> tuple[str, ...]:
    """The people that a line such as "By Ana Ruiz and Tom Bell, Harbour Post" names; none if it is no such line."""
    by = _BYLINE.fullmatch(collapsed(text))
    return _people(by["who"]) if by else ()


def _people(text: str) -> tuple[str, ...]:
    """The names before the first comma or bar; none unless all of them read like names."""
    said = re.split(r"\s*[|•·(]|,? (?:for|of|at|in) ", _STYLE.sub("", text))[0].rstrip(". ")
    parts = said.split(", ")
    named = said if re.search(r" (?:and|&) ", parts[-1]) else parts[0]
    people = [name for name in re.split(r",? (?:and|&) |, ", named) if name]
    return tuple(people) if people and all(_PERSON.fullmatch(name) for name in people) else ()
