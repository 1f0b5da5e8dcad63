"""What somebody does or holds, and its opposite: the words of an attitude, and of denying. Pure."""

from collections.abc import Sequence

from service.conflicts.verbs import Tense, tense
from service.verification.opposites import opposed
from service.verification.verbs import base, bases

_ACCEPTS = bases("agree accept approve endorse")
_SUPPORTS = bases("support back endorse favor favour welcome embrace champion")
_REFUSES = bases("reject refuse dismiss veto decline")
_OPPOSES = bases("oppose condemn denounce reject dismiss")
_READY = bases("ready willing prepared")
_UNREADY = bases("unwilling refuse")
ATTITUDES = ((_ACCEPTS, _REFUSES), (_SUPPORTS, _OPPOSES), (_READY, _UNREADY))
"""Words of one attitude, and of the opposite one."""

SUPPORT = (_SUPPORTS, _OPPOSES)
# Behind these stands what somebody did not do, or says that he did not.
_DENIES = bases("refuse decline deny fail")
_UNTRUE = bases("deny")
_NOT = frozenset("not never n't cannot".split())


def opposites(said: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what says the same as a verb, and of what is listed as its opposite."""
    verb = base(said)
    for yes, no in ATTITUDES:
        if verb in yes:
            return yes, no
        if verb in no:
            return no, yes
    return bases(said), frozenset()


def says(word: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    """Whether a verb says the one or the opposite; None where it says neither."""
    verb = base(word)
    if verb in yes:
        return True
    return False if verb in no or any(opposed(word, one) for one in yes) else None


def denies(word: str) -> bool:
    """Whether a word turns what stands behind it into its opposite."""
    return word in _NOT or word.endswith(("n't", "n’t")) or base(word) in _DENIES


def when(before: Sequence[str], verb: str) -> Tense:
    """When the verb is put; "refused to sign" is past, and what one denies lies behind."""
    denial = next((at for at, word in enumerate(before) if base(word) in _DENIES), None)
    if denial is None:
        return tense(list(before), verb)
    return Tense.PAST if base(before[denial]) in _UNTRUE else tense(list(before[:denial]), before[denial])
