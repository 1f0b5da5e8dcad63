"""The furniture of a page that no rule knows: lines whose signs and neighbours make them all but surely junk."""

from collections.abc import Collection, Sequence
from typing import Final

from indexing.cleaning.chain import likelihoods
from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line
from indexing.cleaning.sections import Marks
from indexing.cleaning.signs import signs
from indexing.splitting import Kind

_SURELY: Final = 0.9
# A standfirst has as many words, and looks like a headline of the page.
_STANDFIRST_WORDS: Final = 8
_LONGEST_WORDS: Final = 60
_LIST: Final = 3
_OPEN: Final = frozenset({"open_tiny", "open_short", "open_middling", "open_long"})
_NO_HEADING: Final = frozenset({"acts", "voice", "moment", "author", "address", "count", "bracketed", "counted"})
_OF_PAGES: Final = _NO_HEADING - {"counted", "bracketed"} | frozenset(
    {"tells", "readers", "credits", "trade", "matters_2", "matters_3", "section", "over"}
)
_REASONS: Final = (
    (Reason.AUTHOR_BOX, {"author", "trade", "life", "person"}),
    (Reason.IMAGE_RESIDUE, {"credits"}),
    (Reason.DATELINE, {"moment", "day"}),
    (Reason.NEWSLETTER_PROMPT, {"voice", "readers"}),
    (Reason.SITE_CHROME, {"acts", "tells", "address", "count", "open_tiny", "section"}),
)


def furniture(lines: Sequence[Line], marks: Marks, authors: Collection[str]) -> Marks:
    """The unmarked lines that are likelier junk than any line of a body is cut for. None on a page without marks:
    where no rule finds junk, short lines are the article's.
    """
    if not marks:
        return {}
    found = [frozenset(own) for own in signs(lines, marks.keys(), authors)]
    likely = likelihoods([tuple(own) for own in found])
    listed = _listed(found)
    return {
        index: _reason(own)
        for index, (line, own) in enumerate(zip(lines, found, strict=True))
        if likely[index] >= _SURELY and index not in listed and "known" not in own and _may_go(line, own)
    }


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
    """Whether a line may go by likelihood alone: no heading or item, no correction, no score, and of titles, standfirsts,
    headings of a body and long sentences only those that speak as pages do.
    """
    if line.kind is not Kind.PARAGRAPH or "corrects" in own or {"scores", "labelled"} <= own:
        return False
    if "heads" in own and own & _OPEN and line.words > 2 and not own & _NO_HEADING:
        return False
    if "title" in own or ("under" in own and line.words >= _STANDFIRST_WORDS):
        return bool(own & {"voice", "matters_3", "credits"})
    if "closed_long" not in own:
        return True
    return line.words <= _LONGEST_WORDS and (own >= {"voice", "matters_3"} or own >= {"author", "trade"})


def _reason(own: frozenset[str]) -> Reason:
    return next((reason for reason, telling in _REASONS if own & telling), Reason.RELATED_LINKS)
