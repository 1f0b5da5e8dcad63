"""Two facts made one: a claim that begins as one sentence of the evidence and ends as another, or as none of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexing.sentences import sentences
from service.answers import Reason
from service.verification.alignment import told_in
from service.verification.likeness import alike
from service.verification.pieces import Piece, Sort, pieces
from service.verification.verbs import is_finite
from service.wording import content

MERGED = "facts_merged"
REPLACED = "ending_replaced"
RULES = frozenset({MERGED, REPLACED})

# Pieces of the end, and how many of the beginning must tell something: by more of them where no sentence has the end.
_FEWEST = 2
_TELLING = 2
_TELLING_ALONE = 3
# A longer end without a word of the evidence is told in words of its own.
_LONGEST = 8
# With these a phrase begins that says when, where, how or why of what stands before it. A clause may be told anywhere.
_PREPOSITIONS = frozenset(
    """about across after against along among as at before behind beside between by during for from in inside into near
    of off on onto out over since through throughout to toward towards under until with within without""".split()
)


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    pieces: tuple[Piece, ...]


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each sentence of a claim that breaks off in a copied sentence and ends with a phrase of elsewhere.

    MERGED where the phrase, "by a judge", ends the words of another sentence that does not know the word before it;
    REPLACED where no sentence has a word of it. Dates and numbers of no sentence have checks of their own.
    """
    there = [_Told(text, pieces(text)) for text, _ in told_in(evidence)]
    mine = pieces(claim)
    every = [[one for one in mine if span.start <= one.start < span.end] for span in sentences(claim)]
    known = content(evidence)
    return tuple(
        reason for own in every for reason in (*_merged(claim, own, there), *_replaced(claim, own, there, known))
    )


def _merged(claim: str, own: Sequence[Piece], there: Sequence[_Told]) -> Iterator[Reason]:
    heads = [(_begun(own, one.pieces), one) for one in there]
    tails = [(_begun(own[::-1], one.pieces[::-1]), one) for one in there]
    for head, one in heads:
        for tail, other in tails:
            # What both hold belongs to the first half. A sentence may be there twice.
            whole = max(head, tail) == len(own)
            if not whole and head + tail >= len(own) and one.text != other.text and _is_seam(own, head, one, other):
                start, end = own[head].start, own[-1].end
                message = f"The cited text says “{claim[start:end]}” of something else."
                evidence = f"{one.text} {other.text}"
                yield Reason(rule=MERGED, message=message, claim_span=(start, end), evidence=evidence)
                return


def _is_seam(own: Sequence[Piece], at: int, begins: _Told, ends: _Told) -> bool:
    head, tail = own[:at], own[at:]
    telling = [one for one in head if one.tells]
    if len(telling) < _TELLING or len(tail) < _FEWEST or not _is_phrase(head, tail):
        return False
    if _keys(begins.pieces)[-at:] == _keys(head) or _keys(ends.pieces)[: len(tail)] == _keys(tail):
        return False  # the whole of one sentence before or behind the other
    return not any(alike(telling[-1], other) for other in ends.pieces)


def _replaced(claim: str, own: Sequence[Piece], there: Sequence[_Told], known: frozenset[str]) -> Iterator[Reason]:
    for one in there:
        at = _run(own, one.pieces)
        while at and own[at - 1].text.casefold() in _PREPOSITIONS and not _opens_phrase(own[at:]):
            at -= 1
        head, tail = own[:at], own[at:]
        enough = sum(piece.tells for piece in head) >= _TELLING_ALONE and at < len(one.pieces)
        if enough and _is_phrase(head, tail) and _is_foreign(tail, one.pieces[at:], known):
            start, end = tail[0].start, tail[-1].end
            message = f"The cited text does not end with “{claim[start:end]}”, nor says it elsewhere."
            yield Reason(rule=REPLACED, message=message, claim_span=(start, end), evidence=one.text)
            return


def _is_foreign(tail: Sequence[Piece], left_out: Sequence[Piece], known: frozenset[str]) -> bool:
    if any(one.sort in (Sort.DATE, Sort.NUMBER) for one in tail):
        return False
    telling = [one for one in tail if one.tells]
    if len(telling) > _LONGEST or content(" ".join(one.text for one in telling)) & known:
        return False
    return not any(alike(one, other) for one in telling for other in left_out)


def _is_phrase(head: Sequence[Piece], tail: Sequence[Piece]) -> bool:
    return _opens_phrase(tail) and any(one.tells for one in tail) and any(is_finite(one.text) for one in head)


def _opens_phrase(tail: Sequence[Piece]) -> bool:
    return bool(tail) and tail[0].text.casefold() in _PREPOSITIONS


def _begun(own: Sequence[Piece], of: Sequence[Piece]) -> int:
    """How many pieces of the claim stand in a row anywhere in the sentence, from the claim's first on."""
    places = (at for at, one in enumerate(of) if own and one.key == own[0].key)
    return max((_run(own, of[at:]) for at in places), default=0)


def _run(own: Sequence[Piece], of: Sequence[Piece]) -> int:
    pairs = enumerate(zip(own, of, strict=False))
    return next((at for at, (one, other) in pairs if one.key != other.key), min(len(own), len(of)))


def _keys(of: Sequence[Piece]) -> list[str]:
    return [one.key for one in of]
