"""Does a near copy deny, hedge, attribute and judge as its sentence does."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from evals.scorers.alignment import Change, Copy
from evals.scorers.opposites import opposed

_DENIALS = frozenset("not no never none nobody nothing neither nor without cannot".split())
_DENYING = frozenset(
    "fail fails failed failing refuse refuses refused refusing decline declines declined declining deny denies denied"
    " denying reject rejects rejected unable".split()
)
_HEDGES = frozenset(
    "may might could reportedly allegedly apparently possibly perhaps probably potentially supposedly seemingly likely"
    " unlikely suspected alleged presumably seems seem seemed appears appear appeared believed thought expected set"
    " rumored rumoured least about around roughly approximately nearly almost".split()
)
_SAYS = frozenset("say says said".split())
# Whatever is left out by more words is an aside, and takes its hedges and denials with it.
_ASIDE = 4


def turned(copy: Copy) -> Iterator[str]:
    """What a near copy denies, asserts, leaves unhedged or judges otherwise than its sentence."""
    if not copy.is_near:
        return
    yield from _unattributed(copy.near, copy.own)
    elsewhere = {word for words in copy.others for word in words}
    denies = len(_denials(copy.own)) - len(_denials(copy.near))
    for change in copy.changes():
        if not _leaves_out_an_aside(change):
            yield from _denied(change, denies, elsewhere)
            yield from _unhedged(change)
            yield from _judged(change)


def _denied(change: Change, denies: int, elsewhere: set[str]) -> Iterator[str]:
    gone, come = _denials(change.gone), _denials(change.come)
    # What joins two sentences takes the denial of the other one along.
    if denies > 0 and come and not gone and come[0] not in elsewhere:
        yield f"denies with “{come[0]}” what the quote asserts"
    if denies < 0 and gone and not come:
        yield f"asserts what the quote denies with “{gone[0]}”"


def _unhedged(change: Change) -> Iterator[str]:
    hedges = [word for word in change.gone if word in _HEDGES]
    if hedges and not any(word in _HEDGES for word in change.come):
        yield f"leaves out “{hedges[0]}”"


def _judged(change: Change) -> Iterator[str]:
    for one in change.gone:
        for other in change.come:
            if opposed(one, other):
                yield f"says “{other}” where the quote says “{one}”"


def _leaves_out_an_aside(change: Change) -> bool:
    return not change.come and len(change.gone) >= _ASIDE


def _unattributed(near: Sequence[str], own: Sequence[str]) -> Iterator[str]:
    """That the end is left out, and with it who says all that stands before it."""
    end = SequenceMatcher(None, near, own, autojunk=False).get_opcodes()[-1]
    gone = near[end[1] : end[2]] if end[0] == "delete" else ()
    says = gone[:2] == ("according", "to") or bool(_SAYS & {*gone[:1], *gone[-3:]})
    if says and not (_SAYS | {"according"}) & set(own):
        yield f"leaves out “{' '.join(gone[:4])}”"


def _denials(words: Sequence[str]) -> list[str]:
    return [word for word in words if word in _DENIALS or word in _DENYING or word.endswith("n't")]
