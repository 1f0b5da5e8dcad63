"""Roles: who did it and to whom. A claim that is a copy once two of its names change places has them exchanged.

So has one in words of its own that has the doer of an act where the evidence has the one to whom it is done.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from service.answers import Reason
from service.verification.acts import Act, acts
from service.verification.edits import Comparison, compared
from service.verification.pieces import Piece, Sort
from service.wording import content

RULE = "roles_swapped"

# So many more pieces must fall into place by the exchange, and so small a share may be out of place after it.
_MENDED = 2
_LEFT_OVER = 0.25
_MOST_NAMES = 6
# Between two names that may change places and mean the same.
_EQUALS = re.compile(r"\W*(?:(?:and|or|nor|with|met|met with|versus|vs|married|as well as)\W*)?", re.IGNORECASE)
# What is done back, and a claim that shares less with the sentence of the act, are not the same act turned round.
_MUTUAL = re.compile(r"\b(?:back|each other|one another|mutual\w*|in return|retaliat\w+|both)\b", re.IGNORECASE)
_SHARED = 0.5
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b[^,;.]*?\bby\b", re.IGNORECASE)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for two names of a claim that stand in each other's place, as the sentence has it that it copies.

    In a passive for an active they should; then nothing is said. Nor is it where both do the same to each other.
    """
    copied = tuple(
        Reason(
            rule=RULE,
            message=f"The claim has {claim[slice(*one)]} in the place of {claim[slice(*two)]}; the cited text says"
            " it the other way round.",
            claim_span=(one[0], two[1]),
            evidence=near.text,
        )
        for near in compared(claim, evidence)
        for one, two in _exchanged(claim, near)
    )
    return copied or tuple(_reversed(claim, evidence))


def _reversed(claim: str, evidence: str) -> Iterator[Reason]:
    told = tuple(acts(evidence))
    said = content(claim)
    for act in acts(claim):
        turned = next((one for one in told if act.sure and one.sure and one.reverses(act)), None)
        if turned is None or any(one.repeats(act) for one in told) or _MUTUAL.search(f"{claim} {turned.sentence}"):
            continue
        if len(said & content(turned.sentence)) >= _SHARED * len(said):
            yield _turned(act, turned)


def _turned(act: Act, told: Act) -> Reason:
    start, end = min(act.doer.start, act.receiver.start), max(act.doer.end, act.receiver.end)
    return Reason(
        rule=RULE,
        message=f"In the claim {act.doer.text} “{act.verb}” {act.receiver.text}; the cited text says it the other way"
        " round.",
        claim_span=(start, end),
        evidence=told.sentence,
    )


def _exchanged(claim: str, near: Comparison) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    if not any(edit.added for edit in near.edits) or _voice(claim) != _voice(near.text):
        return
    mine, theirs = [one.key for one in near.claim], [one.key for one in near.sentence]
    as_said = _foreign(mine, theirs)
    for (a, b), (c, d) in combinations(_names(near.claim)[:_MOST_NAMES], 2):
        if mine[a:b] == mine[c:d] or _EQUALS.fullmatch(claim, near.claim[b - 1].end, near.claim[c].start):
            continue
        left = _foreign([*mine[:a], *mine[c:d], *mine[b:c], *mine[a:b], *mine[d:]], theirs)
        if left <= as_said - _MENDED and left <= _LEFT_OVER * len(mine):
            yield _span(near.claim[a:b]), _span(near.claim[c:d])
            return
    for one, two in _mirrored(near):
        if not _EQUALS.fullmatch(claim, one.end, two.start):
            yield (one.start, one.end), (two.start, two.end)
            return


def _foreign(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """How many pieces of the claim must change: what the sentence says beside them costs nothing."""
    return Levenshtein.distance(theirs, mine, weights=(1, 0, 1))


def _mirrored(near: Comparison) -> Iterator[tuple[Piece, Piece]]:
    """Parts of names that stand each where the sentence has the other."""
    for edit, later in combinations(near.edits, 2):
        for one in edit.added:
            for two in later.added:
                if one.key == two.key or Sort.NAME not in (one.sort, two.sort):
                    continue
                if _holds(later.removed, one) and _holds(edit.removed, two):
                    yield one, two


def _holds(of: Sequence[Piece], name: Piece) -> bool:
    return any(one.key == name.key for one in of)


def _names(of: Sequence[Piece]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at, one in enumerate(of):
        if one.sort is not Sort.NAME and not (at == 0 and one.text[0].isupper() and one.tells):
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _voice(text: str) -> bool:
    return _PASSIVE.search(text) is not None


def _span(of: Sequence[Piece]) -> tuple[int, int]:
    return of[0].start, of[-1].end
