"""Scope: "some" is not "all", "often" not "always", "one of the largest" not "the largest"."""

import re
from collections import Counter
from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, Edit, compared
from service.verification.pieces import Piece
from service.wording import stem

RULE = "scope_widened"

_WHOLE = frozenset(
    """all every each always never only entirely fully completely wholly totally solely exclusively everyone everybody
    everything exactly invariably universally none nobody""".split()
)
_PART = re.compile(
    r"\b(?:one of|among|some of|(?:(?:some|many|several|most|few|large|a large) )?parts? of|half of|most of|many of"
    r"|at least one|a number of)\b",
    re.IGNORECASE,
)
# "Every part of Europe", "all ministers": what is said of the whole, and which words say it of a part.
_OF_ALL = re.compile(r"\b(?:all|every|each|the (?:whole|entire))(?: of)?(?: the)? (?P<noun>[a-z]+)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:some|several|many|most|few|certain|various|half)(?: of)?(?: the| its| their)? "
    r"(?P<nouns>[a-z]+(?: [a-z]+)?)\b",
    re.IGNORECASE,
)
# How much of the claim beside the place must be a copy for a single small word to count.
_COPIED = 0.85
_TAKEN_UP = 0.5
_FEW = 3
_CLOSE = 2


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each place where a claim that copies a sentence says more of it: all for some, always for often."""
    copied = tuple(
        reason
        for near in compared(claim, evidence)
        for edit in near.edits
        if near.otherwise_copied(edit) >= _COPIED and near.taken_up >= _TAKEN_UP
        for reason in (*_widened(near, edit), *_unlimited(near, edit))
    )
    return copied or tuple(_overstated(claim, evidence))


def _overstated(claim: str, evidence: str) -> Iterator[Reason]:
    """Where the claim says of all what the evidence says of some of the same things, in whatever words."""
    for found in _OF_ALL.finditer(claim):
        noun = stem(found["noun"])
        if any(stem(other["noun"]) == noun for other in _OF_ALL.finditer(evidence)):
            continue
        some = next((one for one in _SOME.finditer(evidence) if noun in map(stem, one["nouns"].split())), None)
        if some:
            message = f"The claim says “{found.group()}” where the cited text says “{some.group()}”."
            yield Reason(rule=RULE, message=message, claim_span=found.span(), evidence=some.group())


def _widened(near: Comparison, edit: Edit) -> Iterator[Reason]:
    if sum(one.tells for one in edit.added) > _FEW:
        return  # a clause of its own, of which the words are judged elsewhere
    theirs = Counter(one.text.casefold() for one in near.sentence)
    mine = Counter(one.text.casefold() for one in near.claim)
    for one in edit.added if edit.removed else edit.added[-_CLOSE:]:
        said = one.text.casefold()
        if said in _WHOLE and mine[said] > theirs[said] and not any(_whole(other) for other in edit.removed):
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
