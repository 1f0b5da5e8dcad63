"""Times told from the day of writing: "last week" is not "this week", "yesterday" not "today"."""

from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, Edit, compared
from service.verification.pieces import Piece

RULE = "time_differs"

_DAYS = frozenset("today yesterday tomorrow tonight".split())
_STEPS = frozenset("last this next previous past coming".split())
_SPANS = frozenset(
    """second minute hour day night morning evening week weekend fortnight month quarter season spring summer autumn
    fall winter year decade century""".split()
)
_COPIED = 0.85


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each time in a copied sentence that is counted otherwise from the day of writing.

    On which day that was is not looked at: "on Monday" for "yesterday" is left open.
    """
    return tuple(
        reason
        for near in compared(claim, evidence)
        for edit in near.edits
        if near.otherwise_copied(edit) >= _COPIED
        for reason in _moved(near, edit)
    )


def _moved(near: Comparison, edit: Edit) -> Iterator[Reason]:
    mine = [one for one in edit.added if _tells_when(one, near.claim)]
    theirs = [one for one in edit.removed if _tells_when(one, near.sentence)]
    if mine and theirs and {one.key for one in mine} != {one.key for one in theirs}:
        span = (mine[0].start, mine[-1].end)
        there = near.text[theirs[0].start : theirs[-1].end]
        said = " ".join(one.text for one in mine)
        yield Reason(
            rule=RULE, message=f"The claim says {said}, the cited text {there}.", claim_span=span, evidence=there
        )


def _tells_when(piece: Piece, around: tuple[Piece, ...]) -> bool:
    said = piece.text.casefold()
    after = next((one.text.casefold() for one in around if one.start > piece.start), "")
    return said in _DAYS or said.removesuffix("s") in _SPANS or (said in _STEPS and after.removesuffix("s") in _SPANS)
