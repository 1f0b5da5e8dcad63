"""The furniture of a page that no rule knows: lines whose signs and neighbours make them all but surely junk."""

from collections.abc import Collection, Sequence
from typing import Final

from indexing.blocks import Kind
from indexing.cleaning.chain import likelihoods
from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line
from indexing.cleaning.sections import Marks
from indexing.cleaning.signs import signs

_SURELY: Final = 0.9
# A standfirst has as many words, and looks like a headline of the page.
_STANDFIRST_WORDS: Final = 8
_LONGEST_WORDS: Final = 60
_LONG: Final = frozenset({"closed_long", "open_long"})
_LIST: Final = 3
_OPEN: Final = frozenset({"open_tiny", "open_short", "open_middling", "open_long"})
_NO_HEADING: Final = frozenset({"acts", "voice", "moment", "author", "address", "bracketed", "counted"})
_OF_PAGES: Final = _NO_HEADING - {"counted", "bracketed"} | frozenset(
    {"tells", "readers", "credits", "trade", "matters_2", "matters_3", "section", "over"}
)
_REASONS: Final = (
    (Reason.AUTHOR_BOX, {"author", "trade", "life", "person"}),
    (Reason.IMAGE_RESIDUE, {"credits"}),
    (Reason.DATELINE, {"moment", "day"}),
    (Reason.NEWSLETTER_PROMPT, {"voice", "readers"}),
    (Reason.SITE_CHROME, {"acts", "tells", "address", "open_tiny", "section"}),
)


def furniture(lines: Sequence[Line], marks: Marks, authors: Collection[str]) -> Marks:
    """The unmarked lines that are likelier junk than any line of a body is cut for. None on a page without marks:
    where no rule finds junk, short lines are the article's. A short line above a sentence that stays is its heading.
    """
    if not marks:
        return {}
    told = signs(lines, marks.keys(), authors)
    likely = likelihoods(told)
    found = [frozenset(own) for own in told]
    listed = _listed(found)
    going: Marks = {}
    for index in range(len(lines) - 1, -1, -1):
        line, own = lines[index], found[index]
        if likely[index] < _SURELY or index in marks or index in listed or not _may_go(line, own):
            continue
        below = lines[index + 1] if index + 1 < len(lines) and index + 1 not in marks.keys() | going.keys() else None
        if not (below and below.is_sentence and own & _OPEN and not own & _NO_HEADING):
            going[index] = _reason(own)
    return going


def _listed(found: Sequence[frozenset[str]]) -> set[int]:
    """The lines of lists, of places, players or winners: three or more in a row that say nothing of the page."""
    listed: set[int] = set()
    run: list[int] = []
    for index, own in enumerate((*found, frozenset[str]())):
        if own & _OPEN and not own & _OF_PAGES and "known" not in own:
            run.append(index)
            continue
        listed |= set(run) if len(run) >= _LIST else set()
        run = []
    return listed


def _may_go(line: Line, own: frozenset[str]) -> bool:
    """Whether a line may go by likelihood alone: no heading or item, and of titles, standfirsts and sentences
    only those that speak as pages do.
    """
    if line.kind is not Kind.PARAGRAPH:
        return False
    if line.is_sentence or own & _LONG:
        told = {"opens", "voice"} <= own or {"author", "trade"} <= own or {"author", "life"} <= own
        return line.words <= _LONGEST_WORDS and (told or {"open_long", "credits"} <= own)
    if "title" in own or ("under" in own and line.words >= _STANDFIRST_WORDS):
        return bool(own & {"voice", "matters_3", "credits"})
    # Capitals head the parts of digests.
    return "shouted" not in own or bool(own & _OF_PAGES)


def _reason(own: frozenset[str]) -> Reason:
    return next((reason for reason, telling in _REASONS if own & telling), Reason.RELATED_LINKS)
