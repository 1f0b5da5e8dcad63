"""Does a statement that nearly repeats a quote deny, hedge and judge as the quote does. Of its own words and rules.

Only near copies are compared, word by word: what is said in other words is not judged here.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from evals.scorers.opposites import OPPOSED
from evals.scorers.wording import folded
from service.answers import Answer

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n+")
# "No. 12" denies nothing.
_NUMBERED = re.compile(r"\bNo\. ?(?=\w)")
# The share of the statement's words that one sentence must hold in order.
_COPIED = 0.7
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


@dataclass(frozen=True, slots=True)
class _Change:
    """The words of the quote and of the statement at one place where they differ."""

    gone: tuple[str, ...]
    come: tuple[str, ...]


def agreement(answer: Answer) -> tuple[str, ...]:
    """Where a statement says otherwise than the quote that it cites."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return tuple(
        f"“{statement.text[:60]}” {fault}"
        for statement in answer.statements
        for fault in turned(statement.text, [quotes.get(number, "") for number in statement.citations])
    )


def turned(claim: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """What a claim that nearly repeats a sentence of the quotes denies, asserts or judges otherwise than it."""
    told = [words for quote in quotes for part in _SENTENCE.split(folded(quote)) if (words := _words(part))]
    found: list[str] = []
    for part in _SENTENCE.split(folded(claim)):
        own = _words(part)
        near = max(told, key=lambda words: _shared(own, words), default=())
        if own and near and _shared(own, near) >= _COPIED * len(own):
            elsewhere = {word for words in told if words is not near for word in words}
            found += _faults(own, near, elsewhere)
    return tuple(dict.fromkeys(found))


def _faults(own: Sequence[str], near: Sequence[str], elsewhere: Set[str]) -> Iterator[str]:
    yield from _unattributed(near, own)
    denies = len(_denials(own)) - len(_denials(near))
    for change in _changes(near, own):
        gone, come = _denials(change.gone), _denials(change.come)
        # What joins two sentences takes the denial of the other one along.
        if denies > 0 and come and not gone and come[0] not in elsewhere:
            yield f"denies with “{come[0]}” what the quote asserts"
        if denies < 0 and gone and not come:
            yield f"asserts what the quote denies with “{gone[0]}”"
        hedges = [word for word in change.gone if word in _HEDGES]
        if hedges and not any(word in _HEDGES for word in change.come):
            yield f"leaves out “{hedges[0]}”"
        for one in change.gone:
            for other in change.come:
                if frozenset((one, other)) in OPPOSED:
                    yield f"says “{other}” where the quote says “{one}”"


def _unattributed(near: Sequence[str], own: Sequence[str]) -> Iterator[str]:
    """That the end is left out, and with it who says all that stands before it."""
    end = SequenceMatcher(None, near, own, autojunk=False).get_opcodes()[-1]
    gone = near[end[1] : end[2]] if end[0] == "delete" else ()
    says = gone[:2] == ("according", "to") or bool(_SAYS & {*gone[:1], *gone[-3:]})
    if says and not (_SAYS | {"according"}) & set(own):
        yield f"leaves out “{' '.join(gone[:4])}”"


def _changes(near: Sequence[str], own: Sequence[str]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, near, own, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        # What was cut off at the ends takes its hedges with it.
        if tag != "equal" and not (tag == "delete" and (i1 == 0 or i2 == len(near))):
            yield _Change(tuple(near[i1:i2]), tuple(own[j1:j2]))


def _denials(words: Sequence[str]) -> list[str]:
    return [word for word in words if word in _DENIALS or word in _DENYING or word.endswith("n't")]


def _shared(own: Sequence[str], words: Sequence[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, own, words, autojunk=False).get_matching_blocks())


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(_NUMBERED.sub("number ", text)))
