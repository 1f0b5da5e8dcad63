"""More said than the evidence says: words put into a sentence that is otherwise a copy."""

from collections.abc import Iterator, Sequence

from service.answers import Reason
from service.verification.alignment import told_in
from service.verification.edits import Comparison, compared
from service.verification.faults import narrowed
from service.verification.likeness import unlike
from service.verification.pieces import Piece, Sort
from service.verification.synonyms import same

RULE = "words_added"
# Of the telling words of an addition, the share that one sentence of the evidence must hold.
_HELD = 0.6
_FEWEST = 2
_MOST = 12
# The share of the claim beside the addition that must be a copy.
COPIED = 0.9
_TAKEN_UP = 0.5


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each addition to a copied sentence that no single sentence of the evidence tells.

    Names, numbers and dates that are added are judged by the checks of their own.
    """
    return tuple(
        Reason(
            rule=RULE,
            message=f"The cited text does not say “{claim[slice(*span)]}”.",
            claim_span=span,
        )
        for near in compared(claim, evidence)
        for found in _added(near, evidence)
        for span in [narrowed(claim, (found[0].start, found[-1].end), evidence)]
    )


def _added(near: Comparison, evidence: str) -> Iterator[list[Piece]]:
    for edit in near.edits:
        removed, added = unlike(edit)
        plain = [one for one in added if one.sort is Sort.WORD]
        if near.otherwise_copied(edit) < COPIED or near.taken_up < _TAKEN_UP or len(plain) > _MOST:
            continue
        if not removed and len(plain) >= _FEWEST and not _told(plain, evidence):
            yield plain


def _told(added: Sequence[Piece], evidence: str) -> bool:
    needed = _HELD * len(added)
    return any(
        sum(one.key in stems or any(same(one.text, stem) for stem in stems) for one in added) >= needed
        for _, stems in told_in(evidence)
    )
