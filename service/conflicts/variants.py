"""One sentence in two versions of one report, of which one puts another fact in its place.

Agency copy that was corrected, or altered, differs in a word or two. Where the question asks for just that word, the
versions are sides, in whatever words it asks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from service.conflicts import actors
from service.conflicts.attitudes import opposites
from service.conflicts.mentions import Mention, Sentence, differ
from service.conflicts.occasions import apart
from service.conflicts.places import Place, of_one_time
from service.verification.denials import NEGATION
from service.verification.opposites import opposed
from service.verification.quantities import Kind, quantities
from service.verification.verbs import base
from service.wording import content, overlap, stem

# Both answer nearly as well as the best sentence does.
_NEARLY_AS_GOOD = 3.0
# What two versions of a sentence, and of what stands around it, share.
_SAME_SENTENCE = 0.65
_SAME_REPORT = 0.6
_LEAST_AROUND = 12
_YES_OR_NO = re.compile(r"^(?:is|are|was|were|does|do|did|has|have|had|will)\b", re.IGNORECASE)
_WHERE = re.compile(r"^where\b", re.IGNORECASE)
_COST = re.compile(r"^(?:how much|what)\b.*\bcosts?\b", re.IGNORECASE)
# Who says it is not what differs: ", engineer Anna Berg said."
_SPEAKER = re.compile(r",\s+[^,]{3,60}\b(?:said|says|told|tells|added|adds)(?:\s+[^,]{1,30})?[.”\"]*\s*$")
_PREPOSITIONS = frozenset("in at near".split())
_FAR = 3
# How much of the question both hold.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class _Change:
    """The words `gone` of one sentence in whose place stand the words `come` of the other, as places."""

    gone: range
    come: range


_Tells = Callable[[str, Sentence, Sentence, _Change], bool]


def asks(question: str) -> bool:
    """Whether the question asks for what one changed word can answer: yes or no, a sum, a place, who alone does it."""
    return _tells(question) is not None


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The two best versions of one sentence that answer differently; none of articles half a year apart."""
    tells = _tells(question)
    best = max((place.score for place in places if place.score is not None), default=0.0)
    near = [place for place in places if place.score is not None and place.score >= best - _NEARLY_AS_GOOD]
    near = [place for place in near if overlap(question, [place.quote.text]) >= _SHARED]
    if tells is None:
        return ()
    for at, one in enumerate(near):
        for other in near[at + 1 :]:
            if _of_one_report(one, other) and _answer_apart(question, tells, one, other):
                return of_one_time((one, other))
    return ()


def _tells(question: str) -> _Tells | None:
    """How a change of a word answers the question; None where none does."""
    plain = question.strip()
    if _YES_OR_NO.match(plain) and " or " not in plain:
        return _turns
    if _WHERE.match(plain):
        return _moves
    if _COST.match(plain):
        return _costs
    return _other_name if actors.asks(plain) else None


def _of_one_report(one: Place, other: Place) -> bool:
    """Whether the passages are versions of one text, beside the two sentences themselves."""
    if one.article == other.article or apart(one, other):
        return False
    mine, theirs = (place.around.replace(place.quote.text, " ").split() for place in (one, other))
    shared = Levenshtein.normalized_similarity(mine, theirs)
    return min(len(mine), len(theirs)) >= _LEAST_AROUND and shared >= _SAME_REPORT


def _answer_apart(question: str, tells: _Tells, one: Place, other: Place) -> bool:
    """Whether the sentences are the same but for one change, and that answers the question."""
    mine, theirs = (Sentence.of(_SPEAKER.sub("", place.quote.text)) for place in (one, other))
    changes = list(_changes(mine, theirs))
    return len(changes) == 1 and tells(question, mine, theirs, changes[0])


def _changes(one: Sentence, other: Sentence) -> Iterator[_Change]:
    mine, theirs = ([word.text.casefold() for word in sentence.words] for sentence in (one, other))
    if Levenshtein.normalized_similarity(mine, theirs) < _SAME_SENTENCE:
        return
    start = end = 0
    for block in Levenshtein.opcodes(mine, theirs).as_matching_blocks():
        if block.a > start or block.b > end:
            yield _Change(range(start, block.a), range(end, block.b))
        start, end = block.a + block.size, block.b + block.size


def _turns(question: str, one: Sentence, other: Sentence, change: _Change) -> bool:
    """Whether an attitude that the question names is turned into its opposite, or what it names is denied."""
    if _denied(question, one, other, change):
        return True
    if len(change.gone) != 1 or len(change.come) != 1:
        return False
    gone, come = one.lower(change.gone.start), other.lower(change.come.start)
    asked = {base(word) for word in re.findall(r"\w+", question.casefold())}
    is_opposite = opposed(gone, come) or base(come) in opposites(gone)[1]
    return is_opposite and bool({base(gone), base(come)} & asked)


def _moves(question: str, one: Sentence, other: Sentence, change: _Change) -> bool:
    """Whether it is put in another place, or denied to be in this one."""
    if _denied(question, one, other, change):
        return True
    before = one.lower(change.gone.start - 1)
    return before in _PREPOSITIONS and _other_name(question, one, other, change)


def _costs(question: str, one: Sentence, other: Sentence, change: _Change) -> bool:
    """Whether the only sum of money is another one."""
    if not change.gone or not change.come:
        return False
    mine, theirs = (
        {found.value for found in quantities(sentence.text) if found.kind is Kind.MONEY} for sentence in (one, other)
    )
    return len(mine) == len(theirs) == 1 and mine != theirs


def _denied(question: str, one: Sentence, other: Sentence, change: _Change) -> bool:
    """Whether one denies what stands right behind, and the question asks of it."""
    denials = [
        bool(NEGATION.search(" ".join(sentence.lower(at) for at in places)))
        for sentence, places in ((one, change.gone), (other, change.come))
    ]
    if denials[0] is denials[1]:
        return False
    behind = one.words[change.gone.stop : change.gone.stop + _FAR]
    return any(word.stem in content(question) for word in behind)


def _other_name(question: str, one: Sentence, other: Sentence, change: _Change) -> bool:
    """Whether another name stands in the place of one, and the question gives neither."""
    if not change.gone or not change.come:
        return False
    mine, theirs = one.name_ending(change.gone.stop - 1), other.name_ending(change.come.stop - 1)
    if mine is None or theirs is None:
        return False
    asked = {stem(word) for word in re.findall(r"\w+", question)}
    return differ(mine, theirs) and not any(_asked(name, asked) for name in (mine, theirs))


def _asked(name: Mention, asked: set[str]) -> bool:
    return any(stem(word) in asked for word in re.findall(r"\w+", name.text))
