"""What differs between a claim and the sentence of the evidence that it nearly copies, place by place.

Where a claim repeats a sentence word for word but for one place, that place is what the claim says by itself. A clause
that only stands elsewhere does not differ. Nothing is said of claims in words of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from indexing.sentences import sentences
from service.verification.alignment import told_in
from service.verification.pieces import Piece, Sort, pieces
from service.wording import words

_CANDIDATES = 2
_FEWEST = 4
_SHORT = 5
# The share of the claim's telling pieces that the sentence holds in order, or the share of the sentence's own.
_COPIED = 0.6
_HELD_WHOLE = 0.8
_MOVED = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """At one place: what the sentence says and the claim does not, and what the claim says and the sentence does not.

    `before` and `after` are the matched pieces of the claim around the place; None at its ends.
    """

    removed: tuple[Piece, ...]
    added: tuple[Piece, ...]
    before: Piece | None
    after: Piece | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sentence of a claim, the sentence of the evidence that it nearly copies, and where they differ.

    Offsets of `claim` pieces count in the whole claim, those of `sentence` pieces in `text`.
    """

    claim: tuple[Piece, ...]
    sentence: tuple[Piece, ...]
    text: str
    edits: tuple[Edit, ...]
    kept: frozenset[int]

    def otherwise_copied(self, edit: Edit) -> float:
        """The share of the claim's pieces beside this edit that the sentence holds, 0 to 1."""
        foreign = sum(len(one.added) for one in self.edits)
        beside = len(self.claim) - len(edit.added)
        return 1 - (foreign - len(edit.added)) / beside if beside else 0.0

    @property
    def taken_up(self) -> float:
        """The share of the sentence's telling pieces that the claim takes up, 0 to 1."""
        telling = [one for one in self.sentence if one.tells]
        return sum(self.keeps(one) for one in telling) / len(telling) if telling else 0.0

    def keeps(self, piece: Piece) -> bool:
        """Whether the claim takes the piece of the sentence up."""
        return piece.start in self.kept


@lru_cache(maxsize=1_000)
def compared(claim: str, evidence: str) -> tuple[Comparison, ...]:
    """The comparison for each sentence of the claim that nearly copies one of the evidence."""
    told = told_in(evidence)
    found: list[Comparison] = []
    for span in sentences(claim):
        mine = tuple(one for one in pieces(claim) if span.start <= one.start < span.end)
        stems = frozenset(word.stem for word in words(claim[span.start : span.end]) if word.carries_content)
        near = sorted(told, key=lambda one: len(stems & one[1]), reverse=True)[:_CANDIDATES]
        tried = [one for text, _ in near if (one := _compared(mine, text)) is not None]
        if tried:
            found.append(min(tried, key=_differing))
    return tuple(found)


def _differing(one: Comparison) -> int:
    return sum(len(edit.added) for edit in one.edits) * 2 + sum(len(edit.removed) for edit in one.edits)


def _compared(mine: tuple[Piece, ...], text: str) -> Comparison | None:
    theirs = pieces(text)
    matcher = SequenceMatcher(None, [one.key for one in theirs], [one.key for one in mine], autojunk=False)
    blocks = matcher.get_matching_blocks()
    there = {block.a + at for block in blocks for at in range(block.size)}
    here = {block.b + at for block in blocks for at in range(block.size)}
    moved_there, moved_here = _moved(theirs, mine, there, here)
    if not _is_copy(mine, theirs, here | moved_here, there | moved_there):
        return None
    edits = tuple(_edits(theirs, mine, matcher, moved_there, moved_here))
    kept = frozenset(theirs[at].start for at in there | moved_there)
    return Comparison(mine, theirs, text, edits, kept)


def _moved(
    theirs: Sequence[Piece], mine: Sequence[Piece], there: set[int], here: set[int]
) -> tuple[set[int], set[int]]:
    """The places of what stands in both but not in one order: clauses put elsewhere, not single names exchanged."""
    left = [at for at in range(len(theirs)) if at not in there]
    right = [at for at in range(len(mine)) if at not in here]
    matcher = SequenceMatcher(None, [theirs[at].key for at in left], [mine[at].key for at in right], autojunk=False)
    moved_left, moved_right = set[int](), set[int]()
    for block in matcher.get_matching_blocks():
        run = [theirs[left[block.a + at]] for at in range(block.size)]
        if len(run) >= _MOVED and any(one.sort is Sort.WORD and one.tells for one in run):
            moved_left |= {left[block.a + at] for at in range(block.size)}
            moved_right |= {right[block.b + at] for at in range(block.size)}
    return moved_left, moved_right


def _is_copy(mine: Sequence[Piece], theirs: Sequence[Piece], here: set[int], there: set[int]) -> bool:
    said = sum(one.tells for one in mine)
    told = sum(one.tells for one in theirs)
    both = sum(mine[at].tells for at in here)
    if both < _FEWEST and len(here) < _SHORT:
        return False
    return both >= _COPIED * said or sum(theirs[at].tells for at in there) >= _HELD_WHOLE * told


def _edits(
    theirs: Sequence[Piece],
    mine: Sequence[Piece],
    matcher: "SequenceMatcher[str]",
    moved_there: set[int],
    moved_here: set[int],
) -> Iterator[Edit]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        removed = tuple(theirs[at] for at in range(i1, i2) if at not in moved_there)
        added = tuple(mine[at] for at in range(j1, j2) if at not in moved_here)
        if removed or added:
            before = mine[j1 - 1] if j1 else None
            yield Edit(removed, added, before, mine[j2] if j2 < len(mine) else None)
