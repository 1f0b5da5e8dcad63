"""Scope: "some" is not "all", "often" not "always", "one of the largest" not "the largest"."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, Edit, compared
from service.verification.pieces import Piece

RULE = "scope_widened"

_WHOLE = frozenset(
    """all every each always never only entirely fully completely wholly totally solely exclusively everyone everybody
    everything exactly invariably universally none nobody""".split()
)
_PART = re.compile(
    r"\b(?:one of|among|some of|part of|half of|most of|many of|parts of|at least one|a number of)\b",
    re.IGNORECASE,
)
# How much of the claim beside the place must be a copy for a single small word to count.
_COPIED = 0.85
_TAKEN_UP = 0.5
_FEW = 3
_CLOSE = 2


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each place where a claim that copies a sentence says more of it: all for some, always for often."""
    return tuple(
        reason
        for near in compared(claim, evidence)
        for edit in near.edits
        if near.otherwise_copied(edit) >= _COPIED and near.taken_up >= _TAKEN_UP
        for reason in (*_widened(near, edit), *_unlimited(near, edit))
    )


def _widened(near: Comparison, edit: Edit) -> Iterator[Reason]:
    if sum(one.tells for one in edit.added) > _FEW:
        return  # a clause of its own, of which the words are judged elsewhere
    theirs = {one.text.casefold() for one in near.sentence}
    for one in edit.added if edit.removed else edit.added[-_CLOSE:]:
        said = one.text.casefold()
        if said in _WHOLE and said not in theirs and not any(_whole(other) for other in edit.removed):
            there = " ".join(other.text for other in edit.removed)
            wider = f"where the cited text says “{there}”" if there else "and the cited text does not"
            yield Reason(
                rule=RULE,
                message=f"The claim says “{one.text}” {wider}.",
                claim_span=(one.start, one.end),
                evidence=there or None,
            )


def _unlimited(near: Comparison, edit: Edit) -> Iterator[Reason]:
    if edit.added or not edit.removed:
        return
    start, end = edit.removed[0].start, edit.removed[-1].end
    following = [one for one in near.sentence if one.start >= end][:1]
    limit = _PART.fullmatch(near.text, start, end)
    if limit and following and near.keeps(following[0]) and edit.after is not None:
        message = f"The cited text says “{limit.group()}”, the claim leaves it out."
        yield Reason(rule=RULE, message=message, claim_span=(edit.after.start, edit.after.end), evidence=limit.group())


def _whole(piece: Piece) -> bool:
    return piece.text.casefold() in _WHOLE
