"""Two facts made one: a claim that begins as one sentence of the evidence and ends as another about something else."""

from collections.abc import Iterator, Sequence

from indexing.splitting import Span, sentences
from service.answers import Reason
from service.verification.alignment import told_in
from service.verification.likeness import alike
from service.verification.pieces import Piece, pieces
from service.verification.verbs import is_finite

RULE = "facts_merged"

# Pieces of either half, and how many of them must tell something.
_FEWEST = 2
_FEWEST_TELLING = 2
# Words before the seam; where the other sentence does not know them all, it says its end of something else.
_GOVERNING = 2
# With these a phrase begins that says when, where, how or why of what stands before it. A clause may be told anywhere.
_PREPOSITIONS = frozenset(
    """about across after against along among as at before behind beside between by during for from in inside into near
    of off on onto out over since through throughout to toward towards under until with within without""".split()
)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each sentence of a claim whose halves stand in two sentences, each said there of something else.

    The first half, with a verb, breaks off where its sentence goes on; the second is a phrase such as "by a judge" of a
    sentence that does not know the words before the seam.
    """
    there = [(text, pieces(text)) for text, _ in told_in(evidence)]
    mine = pieces(claim)
    return tuple(reason for span in sentences(claim) for reason in _spliced(claim, mine, span, there))


def _spliced(
    claim: str, mine: Sequence[Piece], span: Span, there: Sequence[tuple[str, tuple[Piece, ...]]]
) -> Iterator[Reason]:
    own = [one for one in mine if span.start <= one.start < span.end]
    heads = [(_head(own, some), text, some) for text, some in there]
    tails = [(_tail(own, some), text, some) for text, some in there]
    for head, one, begins in heads:
        for tail, other, ends in tails:
            # A sentence may be there twice; what both hold belongs to the first half.
            if one == other or not head or not tail or head + tail < len(own):
                continue
            if head < len(own) and tail < len(own) and _is_seam(own, head, begins, ends):
                start, end = own[head].start, own[-1].end
                message = f"The cited text says “{claim[start:end]}” of something else."
                yield Reason(rule=RULE, message=message, claim_span=(start, end), evidence=f"{one} {other}")
                return


def _is_seam(own: Sequence[Piece], at: int, begins: Sequence[Piece], ends: Sequence[Piece]) -> bool:
    head, tail = own[:at], own[at:]
    telling = [one for one in head if one.tells]
    if len(tail) < _FEWEST or len(telling) < _FEWEST_TELLING or not any(one.tells for one in tail):
        return False
    if tail[0].text.casefold() not in _PREPOSITIONS or not any(is_finite(one.text) for one in head):
        return False
    if _keys(begins)[-at:] == _keys(head) or _keys(ends)[: len(tail)] == _keys(tail):
        return False  # the whole of one sentence before or behind the other
    return not all(any(alike(one, other) for other in ends) for one in telling[-_GOVERNING:])


def _head(own: Sequence[Piece], of: Sequence[Piece]) -> int:
    """How many pieces of the claim stand in a row in the sentence, from the claim's first on."""
    return max((_run(own, of[at:]) for at in range(len(of))), default=0)


def _tail(own: Sequence[Piece], of: Sequence[Piece]) -> int:
    """How many pieces of the claim stand in a row in the sentence, back from the claim's last."""
    return _head(own[::-1], of[::-1])


def _run(own: Sequence[Piece], of: Sequence[Piece]) -> int:
    pairs = enumerate(zip(own, of, strict=False))
    return next((at for at, (one, other) in pairs if one.key != other.key), min(len(own), len(of)))


def _keys(of: Sequence[Piece]) -> list[str]:
    return [one.key for one in of]
