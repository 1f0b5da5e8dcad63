"""Polarity: what the evidence denies the claim does not assert, what it asserts the claim does not deny."""

import re
from collections.abc import Callable, Iterator, Sequence

from service.answers import Reason
from service.verification.alignment import Aligned, aligned
from service.verification.clauses import holding
from service.verification.denials import NEGATION, WORDS
from service.verification.edits import Comparison, Edit, compared
from service.verification.opposites import PAIRS, opposed
from service.verification.pieces import Piece, pieces
from service.wording import Word

NEGATED = "negation_differs"
OPPOSITE = "opposite_said"

_REACH = 2
_COPIED = 0.85
# More words than these beside a denial are a clause of its own.
_FEW = 3


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where the claim and the sentence closest to it differ in a negation, or say opposites of one thing.

    Only sentences that share most words are compared: two negations on one side are not counted against each other.
    """
    copied = tuple(reason for one in compared(claim, evidence) for reason in _turned(claim, one))
    if copied:
        return copied
    near = aligned(claim, evidence)
    if near is None:
        return ()
    mine, theirs = list(NEGATION.finditer(claim)), list(NEGATION.finditer(near.text))
    if bool(mine) != bool(theirs):
        side = mine or theirs
        reached = _reached(near.claim if mine else near.sentence, [found.end() for found in side])
        found = reached & near.shared
        at = next((word.start for word in near.claim if word.stem in found), 0)
        return (_negated(claim, at, mine, theirs),) if found else ()
    return tuple(_opposites(claim, near))


def _turned(claim: str, near: Comparison) -> Iterator[Reason]:
    """Where a copy differs from its sentence by a negation, or has the opposite of a word in its place."""
    foreign = {one.start for edit in near.edits for one in edit.added}
    for edit in near.edits:
        if near.otherwise_copied(edit) < _COPIED:
            continue
        mine, theirs = _denials(edit.added[-_FEW:]), _denials(edit.removed)
        if (
            mine
            and not theirs
            and sum(one.tells for one in edit.added) <= _FEW
            and _takes_up(near.claim, mine[0], lambda one: one.start not in foreign)
        ):
            message = f"The claim says “{mine[0].text}”, the cited text asserts it."
            yield Reason(rule=NEGATED, message=message, claim_span=(mine[0].start, mine[0].end))
        denied = mine or NEGATION.search(" ".join(one.text for one in edit.added))
        if theirs and not denied and _takes_up(near.sentence, theirs[0], near.keeps):
            beside = edit.after or edit.before
            yield _asserted(claim, beside.start if beside else 0, theirs[0].text)
        yield from _inverted(edit, near)


def _inverted(edit: Edit, near: Comparison) -> Iterator[Reason]:
    for one in edit.added:
        for other in edit.removed:
            if opposed(one.text, other.text) and (
                max(len(edit.added), len(edit.removed)) <= _FEW
                or _neighbours(near.claim, one.start) & _neighbours(near.sentence, other.start)
            ):
                yield Reason(
                    rule=OPPOSITE,
                    message=f"The claim says “{one.text}”, the cited text “{other.text}”.",
                    claim_span=(one.start, one.end),
                    evidence=other.text,
                )


def _neighbours(of: Sequence[Piece], at: int) -> set[str]:
    """The keys of the few telling pieces on each side of a place: opposites that share none stand in other phrases."""
    before = [one.key for one in of if one.tells and one.start < at][-_FEW:]
    after = [one.key for one in of if one.tells and one.start > at][:_FEW]
    return {*before, *after}


def _denials(of: Sequence[Piece]) -> list[Piece]:
    return [one for one in of if one.text.casefold() in WORDS or one.key in WORDS]


def _takes_up(of: Sequence[Piece], denial: Piece, kept: Callable[[Piece], bool]) -> bool:
    denied = [one for one in of if one.start >= denial.end and one.tells][:_REACH]
    return any(kept(one) for one in denied)


def _reached(of: Sequence[Word], ends: Sequence[int], reach: int = 5) -> set[str]:
    """The stems of the few words after each of these places."""
    return {word.stem for end in ends for word in [word for word in of if word.start >= end][:reach]}


def _negated(claim: str, at: int, mine: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]]) -> Reason:
    if mine:
        message = f"The claim says “{mine[0].group()}”, the cited text asserts it."
        return Reason(rule=NEGATED, message=message, claim_span=mine[0].span())
    return _asserted(claim, at, theirs[0].group())


def _asserted(claim: str, at: int, said: str) -> Reason:
    """A reason that names the clause which holds what is denied, at `at`."""
    message = f"The cited text says “{said}”, the claim asserts it."
    return Reason(rule=NEGATED, message=message, claim_span=holding(claim, at), evidence=said)


def _opposites(claim: str, near: Aligned) -> Iterator[Reason]:
    mine = {word.stem: word for word in near.claim}
    theirs = {word.stem: word for word in near.sentence}
    for one, other in sorted(PAIRS):
        if one in mine and other in theirs and other not in mine and one not in theirs:
            said, there = mine[one], theirs[other]
            if not _neighbours(pieces(claim), said.start) & _neighbours(pieces(near.text), there.start):
                continue
            yield Reason(
                rule=OPPOSITE,
                message=f"The claim says “{said.text}”, the cited text “{there.text}”.",
                claim_span=(said.start, said.end),
                evidence=near.text[there.start : there.end],
            )
