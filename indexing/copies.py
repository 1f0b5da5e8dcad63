"""Which texts are near-copies of an earlier one, such as wire copy that several articles carry. Pure."""

from collections.abc import Sequence

# Share of a text's runs of five words that stand in the earlier text too.
SHARE = 0.7
_RUN = 5
# Only runs that open with a long word are compared, a third of all, where a text has enough of them: what is copied
# keeps its anchors (Manber 1994), and search collapses sixty passages for each question.
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
        runs = _runs(text)
        shared: dict[int, int] = {}
        for run in runs:
            for place in self._places.get(run, ()):
                shared[place] = shared.get(place, 0) + 1
        for place, count in shared.items():
            if count >= SHARE * len(runs) and self._owners[place] != owner:
                return place
        for run in runs:
            self._places.setdefault(run, []).append(len(self._owners))
        self._owners.append(owner)
        return None


def _runs(text: str) -> set[int]:
    words: Sequence[str] = text.lower().split()
    starts = range(max(1, len(words) - _RUN + 1))
    anchors = [start for start in starts if len(words[start]) >= _LONG_WORD] if words else []
    return {hash(tuple(words[at : at + _RUN])) for at in (anchors if len(anchors) >= _ENOUGH else starts)}
