"""Does a claim that repeats a sentence of the quotes add what none of them holds: a cause, a clause, another end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evals.scorers.alignment import Copy
from evals.scorers.vocabulary import says_something, stem

# So many unknown words with nothing known between them are no synonyms any more; as an end or behind a link, so few.
_MANY = 3
_FEW = 2
# What is longer is a statement of its own, and the sentence beside it is not what it was made from.
_LONGEST = 20
# The share of the words beside an addition that must stand in the sentence, and of the sentence that must stand there.
_COPIED = 0.85
_REPEATED = 0.5
_CAUSES = frozenset("because due after following amid since response".split())
_LINKS = _CAUSES | frozenset("despite although though while as but when before until and".split())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words `start:end` of a claim that the sentence has not, glue between them; and what it has in their place."""

    start: int
    end: int
    lost: Sequence[str]


def added(copy: Copy) -> Iterator[str]:
    """Each stretch of the claim that the quotes do not hold. Names are left out: foreign ones are told apart."""
    known = {stem(word) for words in (copy.near, *copy.others) for word in words} | _LINKS
    for one in _stretches(copy):
        beside = len(copy.own) - (one.end - one.start)
        repeated = copy.shared >= max(_COPIED * beside, _REPEATED * len(copy.near))
        if repeated and one.end - one.start <= _LONGEST and _is_addition(copy, one, known):
            yield f"adds “{' '.join(copy.written[one.start : one.end])}”"


def _is_addition(copy: Copy, one: _Stretch, known: set[str]) -> bool:
    words = [word for word in copy.written[one.start : one.end] if word.islower()]
    unknown = sum(says_something(word) and stem(word) not in known for word in words)
    if _CAUSES & set(words) or _meaning(one.lost) >= _MANY:
        return bool(unknown) and one.end == len(copy.own)
    return unknown >= (_FEW if one.end == len(copy.own) or _LINKS & set(words) else _MANY)


def _stretches(copy: Copy) -> Iterator[_Stretch]:
    start = end = lost = kept = 0
    for tag, _, i2, j1, j2 in SequenceMatcher(None, copy.near, copy.own, autojunk=False).get_opcodes():
        if tag == "equal" and _meaning(copy.own[j1:j2]):
            if start < end:
                yield _Stretch(start, end, copy.near[kept:lost])
            start = end = j2
            kept = lost = i2
        elif tag != "equal":
            end, lost = (j2 if tag != "delete" else end), i2
    if start < end:
        yield _Stretch(start, end, copy.near[kept:lost])


def _meaning(words: Sequence[str]) -> int:
    return sum(map(says_something, words))
