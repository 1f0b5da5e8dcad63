"""Do two names of a claim stand in each other's place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evals.scorers.alignment import Copy
from evals.scorers.measures import MEASURES

_NAME = "\0"
# A place is known by its neighbours: so many words in a row, the name among them, must be the same in both.
_KNOWN = 3
_OPENERS = frozenset("the a an in on at but and he she it they we you i this that".split())


@dataclass(frozen=True, slots=True)
class _Slots:
    """A sentence with one sign in the place of each name, and the words of the names by the places of their signs."""

    words: tuple[str, ...]
    names: dict[int, frozenset[str]]

    @property
    def everyone(self) -> frozenset[str]:
        return frozenset().union(*self.names.values())


def swapped(copy: Copy) -> Iterator[str]:
    """Each name that stands where the quote has another one, which the claim has elsewhere."""
    if not copy.is_near:
        return
    own, near = _slots(copy.written), _slots(copy.model)
    for i, j, size in SequenceMatcher(None, near.words, own.words, autojunk=False).get_matching_blocks():
        for step in range(size if size >= _KNOWN else 0):
            here, there = own.names.get(j + step, frozenset()), near.names.get(i + step, frozenset())
            if (here - there) & near.everyone and (there - here) & own.everyone:
                yield f"has “{_named(here)}” where the quote has “{_named(there)}”"


def _slots(written: Sequence[str]) -> _Slots:
    words: list[str] = []
    names: dict[int, frozenset[str]] = {}
    for place, word in enumerate(written):
        lower = word.casefold()
        # A day or month may stand wherever the sentence takes it, in the midst of names too.
        if not word[0].isupper() or lower in MEASURES or (place == 0 and lower in _OPENERS):
            words.append(lower)
            continue
        if not words or words[-1] != _NAME:
            words.append(_NAME)
        last = len(words) - 1
        names[last] = names.get(last, frozenset()) | {lower.removesuffix("'s")}
    return _Slots(tuple(words), names)


def _named(name: frozenset[str]) -> str:
    return " ".join(sorted(name))
