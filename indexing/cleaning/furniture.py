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
    return {
        index: _reason(own)
        for index, (line, own) in enumerate(zip(lines, found, strict=True))
        if index not in marks and likely[index] >= _SURELY and _may_go(line, own)
    }


def _may_go(line: Line, own: frozenset[str]) -> bool:
    """Whether a line may go by likelihood alone: no heading or item, no correction, no score, and of titles, standfirsts
    and long sentences only those with words of pages.
    """
    if line.kind is not Kind.PARAGRAPH or "corrects" in own or {"scores", "labelled"} <= own:
        return False
    if "title" in own or ("under" in own and line.words >= _STANDFIRST_WORDS):
        return bool(own & {"voice", "matters_3", "credits"})
    return "closed_long" not in own or bool(own & {"voice", "matters_3", "author", "life"})


def _reason(own: frozenset[str]) -> Reason:
    return next((reason for reason, telling in _REASONS if own & telling), Reason.RELATED_LINKS)
