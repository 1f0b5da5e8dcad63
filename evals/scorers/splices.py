"""Is the start of one sentence of the quotes told with the end of another, as if they were one fact."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from evals.scorers.alignment import Copy
from evals.scorers.vocabulary import says_something, stem

# So many words with a meaning make a start, an end, or a start that was left behind.
_FEW = 2


def spliced(copy: Copy) -> Iterator[str]:
    """That the claim begins as one sentence does and goes on as another, each without the rest that makes it true."""
    told = (copy.near, *copy.others)
    for place, first in enumerate(told):
        cut = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(copy.own, first, strict=False)))
        end = copy.own[cut:]
        if min(_meaning(first[:cut]), _meaning(end)) < _FEW or not _meaning(first[cut:]):
            continue
        for second in (*told[:place], *told[place + 1 :]):
            if _left_behind(end, second, copy.own) >= _FEW:
                yield f"goes on with “{' '.join(copy.written[cut:])}”, which another sentence says of something else"


def _left_behind(end: Sequence[str], sentence: Sequence[str], own: Sequence[str]) -> int:
    """The words before the end in a sentence that has it, as far as the claim lacks them; 0 where it has it not."""
    at = next((at for at in range(1, len(sentence)) if tuple(sentence[at : at + len(end)]) == tuple(end)), 0)
    held = set(map(stem, own))
    return sum(says_something(word) and stem(word) not in held for word in sentence[:at])


def _meaning(words: Sequence[str]) -> int:
    return sum(map(says_something, words))
