"""Which texts are near-copies of an earlier one, such as wire copy that several articles carry. Pure."""

from collections.abc import Iterable, Sequence

# Share of a text's runs of five words that stand in the earlier text too.
SHARE = 0.7
_RUN = 5
# Of a long text only the runs that open with a long word are kept, a third of all: what is copied keeps its anchors
# (Manber 1994), and search looks for copies among sixty passages for each question.
_LONG_TEXT = 60
_LONG_WORD = 7
_ENOUGH = 4


class Copies:
    """Remembers texts, each under an owner, and knows a near-copy of what another owner wrote."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._places: dict[int, list[int]] = {}
        self._owners: list[str] = []

    def original(self, owner: str, text: str) -> int | None:
        """The place of the remembered text that this one copies; None where it is new, and then it is remembered."""
        runs, anchored = _runs(text)
        telling = anchored if len(anchored) >= _ENOUGH else runs
        shared: dict[int, int] = {}
        for run in telling:
            for place in self._places.get(run, ()):
                shared[place] = shared.get(place, 0) + 1
        for place, count in shared.items():
            if count >= SHARE * len(telling) and self._owners[place] != owner:
                return place
        for run in runs or anchored:
            self._places.setdefault(run, []).append(len(self._owners))
        self._owners.append(owner)
        return None


def _runs(text: str) -> tuple[set[int], set[int]]:
    """All runs of a text, none of a long one that has anchors enough, and those that open with a long word."""
    words: Sequence[str] = text.lower().split()
    starts = range(max(1, len(words) - _RUN + 1))
    anchors = [start for start in starts if words and len(words[start]) >= _LONG_WORD]
    whole = () if len(words) > _LONG_TEXT and len(anchors) >= _ENOUGH else starts

    def runs(chosen: Iterable[int]) -> set[int]:
        return {hash(tuple(words[start : start + _RUN])) for start in chosen}

    return runs(whole), runs(anchors)
