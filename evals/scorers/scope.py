"""Is said of all, or always, what the quote says of some, or at times."""

from collections.abc import Iterator, Sequence

from evals.scorers.alignment import Copy

_ALL = frozenset(
    "all every everyone everybody always entirely fully completely wholly only never whole entire each".split()
)
_SOME = frozenset(
    "some many most several often sometimes usually few mostly partly mainly partially largely part half one number"
    " among almost nearly rarely somewhat various certain".split()
)
# "One of the", "a number of", "among the": one of these words with nothing but the others, or "the", in its place.
_OF = frozenset("of among least".split())
_BESIDE = _OF | frozenset("a the at one part half number".split())


def widened(copy: Copy) -> Iterator[str]:
    """That a word for all has come in the place of one for some, or that one for some is gone between equal words."""
    if not copy.is_near:
        return
    if _narrows(copy.left_out_first):
        yield f"leaves out “{' '.join(copy.left_out_first)}”"
    for change in copy.changes():
        some = [word for word in change.gone if word in _SOME]
        everything = [word for word in change.come if word in _ALL]
        if some and everything and not _ALL & set(change.gone):
            yield f"says “{everything[0]}” where the quote says “{some[0]}”"
        elif _narrows(change.gone) and set(change.come) <= {"the"}:
            yield f"leaves out “{' '.join(change.gone)}”"


def _narrows(words: Sequence[str]) -> bool:
    return bool(_OF & set(words)) and bool(_SOME & set(words)) and set(words) <= _BESIDE
