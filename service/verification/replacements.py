"""Another fact in the place of one: a claim that copies a sentence but for a number, a date, a name or a few words."""

from collections.abc import Iterator, Sequence

from service.answers import Reason
from service.verification.dates import Day
from service.verification.edits import Comparison, Edit, compared
from service.verification.faults import narrowed
from service.verification.likeness import unlike
from service.verification.numbers import same
from service.verification.pieces import Piece, Sort
from service.verification.quantities import Quantity
from service.verification.spellings import expanded, key, related

FACT = "fact_replaced"
WORDS = "words_replaced"

# The share of the claim beside the place that must be a copy. Words differ freely in freer sentences; facts do not.
COPIED = 0.9
_FACTS_COPIED = 0.85
_LONGER = 5
# The share of the sentence that the claim must take up: of a small part of one, the rest is told freely.
_TAKEN_UP = 0.5


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each place where the claim has another fact than the sentence that it copies.

    The rule is FACT for a number, date or name in the place of another, WORDS for words that do not mean the same.
    """
    return tuple(
        _reason(claim, evidence, near, edit, *found)
        for near in compared(claim, evidence)
        for edit in near.edits
        for found in _replaced(near, edit)
    )


def _replaced(near: Comparison, edit: Edit) -> Iterator[tuple[str, list[Piece]]]:
    removed, added = unlike(edit)
    # A long stretch in the place of a short one is another clause left out, and not a fact replaced.
    if near.taken_up < _TAKEN_UP or len(edit.removed) > len(edit.added) + _LONGER:
        return
    if near.otherwise_copied(edit) < _FACTS_COPIED:
        return
    for sort in (Sort.NUMBER, Sort.DATE, Sort.NAME):
        foreign = [one for one in added if one.sort is sort and not _stands(one, near)]
        if foreign and any(one.sort is sort for one in removed):
            yield FACT, foreign
            return
    plain = [one for one in added if one.sort is Sort.WORD and not _stands(one, near)]
    if edit.before is None or near.otherwise_copied(edit) < COPIED:
        return
    if plain and any(one.sort is not Sort.NAME for one in removed):
        yield WORDS, plain


def _stands(piece: Piece, near: Comparison) -> bool:
    match piece.value:
        case Day() as day:
            return any(isinstance(one.value, Day) and day.agrees(one.value) for one in near.sentence)
        case Quantity() as quantity:
            return any(isinstance(one.value, Quantity) and same(quantity, one.value) for one in near.sentence)
        case None if piece.sort is Sort.NAME:
            known = expanded(near.text)
            name = key(piece.text)
            return name in known or any(related(name, one) for one in known)
        case None:
            return _count(near.sentence, piece) >= _count(near.claim, piece)


def _count(of: Sequence[Piece], piece: Piece) -> int:
    return sum(one.key == piece.key for one in of)


def _reason(claim: str, evidence: str, near: Comparison, edit: Edit, rule: str, found: list[Piece]) -> Reason:
    span = narrowed(claim, (found[0].start, found[-1].end), evidence)
    there = near.text[edit.removed[0].start : edit.removed[-1].end]
    message = f"The claim says {claim[slice(*span)]} where the cited text says {there}."
    return Reason(rule=rule, message=message, claim_span=span, evidence=there)
