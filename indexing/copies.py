"""Which texts are near-copies of an earlier one, such as wire copy that several articles carry. Pure.

A text that puts another number, name or verb in the place of one is no copy: it corrects the other or contradicts it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

# Share of a text's runs of five words that stand in the earlier text too.
SHARE = 0.7
_RUN = 5
# Of a long text only the runs that open with a long word are kept, a third of all: what is copied keeps its anchors
# (Manber 1994), and search looks for copies among sixty passages for each question.
_LONG_TEXT = 60
_LONG_WORD = 7
_ENOUGH = 4
# What replaces a longer stretch is another passage of the article, not another fact.
_LONGEST_CHANGE = 6
# "Zelensky" and "Zelenskyy", "per cent" and "percent" are one word in two spellings.
_SPELLING = 75
_TELLING = 4
_DENIALS = frozenset("not no never none neither nor without".split())
_NUMBERS = frozenset("one two six ten".split())
# What news agencies put for each other.
_SAYS = frozenset(
    "said says told tells added adds according that this with from have been were also which their".split()
)


# "BERLIN, March 3 (Reuters) - ": each paper prints its own.
_DATELINE = re.compile(
    r"^(?=[^–—-]*(?:\b[A-Z]{3,}\b|\((?:[A-Z]{2,}|Reuters|Bloomberg|Xinhua)\)))[^–—-]{2,60}\s[–—-]+\s+"
)


class Copies:
    """Remembers texts, each under an owner, and knows a near-copy of what another owner wrote."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._places: dict[int, list[int]] = {}
        self._owners: list[int | str] = []
        self._texts: list[str] = []

    def original(self, owner: int | str, text: str) -> int | None:
        """The place of the remembered text that this one copies; None where it is new, and then it is remembered."""
        runs, anchored = _runs(text)
        telling = anchored if len(anchored) >= _ENOUGH else runs
        shared = Counter(chain.from_iterable(self._places.get(run, ()) for run in telling))
        for place, count in shared.items():
            alike = count >= SHARE * len(telling) and self._owners[place] != owner
            if alike and not differs(_spoken(self._texts[place]), _spoken(text)):
                return place
        for run in runs or anchored:
            self._places.setdefault(run, []).append(len(self._owners))
        self._owners.append(owner)
        self._texts.append(text)
        return None


def differs(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a word that tells something stands in the place of another, or a denial where there is none."""
    for is_equal, group in groupby(Levenshtein.opcodes(one, other), lambda step: step.tag == "equal"):
        steps = [] if is_equal else list(group)
        gone = [word for step in steps for word in one[step.src_start : step.src_end]]
        come = [word for step in steps for word in other[step.dest_start : step.dest_end]]
        if max(len(gone), len(come)) > _LONGEST_CHANGE:
            continue
        if _denies(gone) != _denies(come):
            return True
        if gone and come and _is_new(come, gone) and _is_new(gone, come):
            return True
    return False


def _denies(words: Sequence[str]) -> bool:
    return any(word in _DENIALS or word.endswith(("n't", "n’t")) for word in words)


def _is_new(words: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether they hold a telling word that is no other spelling of what stands beside them."""
    written = "".join(beside)
    telling = (word for word in words if tells(word))
    return any(fuzz.ratio(word, written) < _SPELLING and word not in written for word in telling)


def tells(word: str) -> bool:
    """Whether a word may carry a fact: a number, or one of some length that does not merely say who says it."""
    if any(character.isdigit() for character in word) or word in _NUMBERS:
        return True
    return len(word) >= _TELLING and word not in _SAYS


def spoken(text: str) -> tuple[str, ...]:
    """The words of a text in order, without case and marks, as `differs` compares them."""
    return tuple(re.findall(r"\w+(?:[.,’']\w+)*", text.casefold()))


_spoken = lru_cache(maxsize=512)(spoken)


def undated(text: str) -> str:
    """A sentence without the dateline before it."""
    return _DATELINE.sub("", text)


def in_a_row(text: str) -> str:
    """The same, as one line in which the words of a stretch can be looked for."""
    return f" {' '.join(spoken(text))} "


def _runs(text: str) -> tuple[set[int], set[int]]:
    """All runs of a text, none of a long one that has anchors enough, and those that open with a long word."""
    words: Sequence[str] = text.lower().split()
    starts = range(max(1, len(words) - _RUN + 1))
    anchors = [start for start in starts if words and len(words[start]) >= _LONG_WORD]
    whole = () if len(words) > _LONG_TEXT and len(anchors) >= _ENOUGH else starts

    def runs(chosen: Iterable[int]) -> set[int]:
        return {hash(tuple(words[start : start + _RUN])) for start in chosen}

    return runs(whole), runs(anchors)
