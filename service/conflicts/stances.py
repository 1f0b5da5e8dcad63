"""Yes or no, for or against? Articles of which one says that somebody did or supports a thing, another the opposite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.conflicts.attitudes import ATTITUDES, SUPPORT, denies, opposites, says, when
from service.conflicts.mentions import Sentence
from service.conflicts.occasions import apart
from service.conflicts.places import Place, of_one_time, subjects
from service.conflicts.verbs import AUXILIARIES, Tense, agent, read
from service.verification.spellings import expanded, key, related
from service.verification.verbs import base

_YES_OR_NO = re.compile(r"^(?:does|do|did|has|have|had|is|are|was|were|will)\s+(?P<rest>[^?]+)\?*$", re.IGNORECASE)
_POSITION = re.compile(
    r"^(?:what(?:['’]s| is| was) (?P<who>.+?)['’]s? (?:position|stance|view|line|attitude) (?:on|towards?|about)"
    r"|what(?:['’]s| is| was) the (?:position|stance|view|line|attitude) of (?P<of>.+?) (?:on|towards?|about)"
    r"|what (?:does|do|did) (?P<thinks>.+?) (?:think|feel) (?:of|about)"
    r"|where (?:does|do|did) (?P<stands>.+?) stand on)\s+(?P<on>[^?]+)\?*$",
    re.IGNORECASE,
)
# What leaves open whether it is so, or for how much of it.
_OPEN = re.compile(
    r"\b(?:if|unless|whether|until|provided|could|might|may|should|must|would|yet|likely|unlikely|partly|parts?|some"
    r"|most|elements?|aspects?|changes?|amendments?|urg(?:ed?|ing)|rumou?rs?|reportedly|expected|only|but|although|though"
    r"|before|once|when|no longer)\b|\?",
    re.IGNORECASE,
)
# Between somebody and what he does.
_BETWEEN = AUXILIARIES | frozenset(
    """not never also again now still publicly formally officially openly firmly strongly flatly fully already he she it
    they that said says has had have did does do on monday tuesday wednesday thursday friday saturday sunday today
    yesterday n't to""".split()
)
_PREPOSITIONS = frozenset("of on in about for to with from over at by that as after before".split())
_FAR = 7
_SHARED = 0.7
_NEARLY_AS_GOOD = 6.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom, what he did or his attitude, what is its opposite, and towards what."""

    who: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    about: frozenset[str]
    attitude: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says: yes or no, when, and of which named or numbered thing."""

    yes: bool
    tense: Tense
    of: frozenset[str]


def asks(question: str) -> bool:
    """Whether the question asks for a yes or a no of somebody named, or for his position."""
    return _asked(question) is not None


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence that says yes and the best that says no, of two articles.

    Only plain sentences count: what is conditional, partial, expected or asked for takes no side, and what is said of
    another named thing or on another day is another matter.
    """
    asked = _asked(question)
    if asked is None:
        return ()
    best = max((place.score for place in places if place.score is not None), default=0.0)
    told = [
        (place, said)
        for place in places
        if place.score is not None and place.score >= best - _NEARLY_AS_GOOD
        for said in [_said(asked, place)]
        if said is not None
    ]
    for place, said in told:
        for there, other in told:
            if said.yes and not other.yes and _of_one_matter(asked, said, other) and not apart(place, there):
                return of_one_time((place, there)) if _alone(told, place, there) else ()
    return ()


def _alone(told: Sequence[tuple[Place, _Said]], place: Place, there: Place) -> bool:
    """Whether the two stand in different articles, and no article says both: that one tells how it changed."""
    voices = {(one.article, said.yes) for one, said in told}
    return place.article != there.article and not any((article, not yes) in voices for article, yes in voices)


def _of_one_matter(asked: _Asked, said: _Said, other: _Said) -> bool:
    if said.of and other.of and not said.of & other.of:
        return False
    return said.tense is other.tense or (asked.attitude and Tense.TO_COME not in (said.tense, other.tense))


def _asked(question: str) -> _Asked | None:
    plain = " ".join(question.split())
    if match := _POSITION.match(plain):
        who = match["who"] or match["of"] or match["thinks"] or match["stands"]
        return _about(who, SUPPORT, match["on"], attitude=True)
    match = _YES_OR_NO.match(plain)
    if match is None or " or " in match["rest"]:
        return None
    sentence = Sentence.of(match["rest"])
    at = next((at for at in range(1, len(sentence.words)) if _may_act(sentence, at)), None)
    if at is None or not any(place < at for place in sentence.proper):
        return None
    who, said, on = (
        sentence.text[: sentence.words[at].start],
        sentence.words[at],
        sentence.text[sentence.words[at].end :],
    )
    return _about(who, opposites(said.text), on, attitude=any(base(said.text) in pair[0] for pair in ATTITUDES))


def _may_act(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    if at in sentence.proper or not word.carries_content or word.text.endswith("ly"):
        return False
    before = sentence.lower(at - 1)
    return (at - 1) in sentence.proper or before in ("still", "also", "ever", "really", "now") or before.endswith("ly")


def _about(who: str, attitudes: tuple[frozenset[str], frozenset[str]], on: str, *, attitude: bool) -> _Asked | None:
    named, about = _forms(who), subjects(on)
    return _Asked(named, *attitudes, about, attitude) if named and about else None


def _forms(who: str) -> frozenset[str]:
    """The keys that a name goes by: its last word and its other forms, so that not each Russian is each other."""
    sentence = Sentence.of(who)
    last = max(sentence.proper, default=None)
    found = sentence.name_ending(last) if last is not None else None
    return (expanded(found.text) - found.keys) | {key(found.text.split()[-1])} if found else frozenset()


def _said(asked: _Asked, place: Place) -> _Said | None:
    """What the sentence says of the matter, in one voice; None where it says nothing plain."""
    text = place.quote.text
    if _OPEN.search(text) or len(asked.about & subjects(text)) < _SHARED * len(asked.about):
        return None
    found = list(_voices(asked, Sentence.of(text)))
    return found[0] if found and len({one.yes for one in found}) == 1 else None


def _voices(asked: _Asked, sentence: Sentence) -> Iterator[_Said]:
    for at, word in enumerate(sentence.words):
        yes = says(word.text, asked.yes, asked.no)
        if yes is None:
            continue
        if sentence.lower(at + 1) == "by":
            before = _by(asked, sentence, at)
        else:
            before = _from_subject(asked, sentence, at) if _of_it(asked, sentence, at) else None
        if before is None:
            continue
        denials = sum(denies(one) for one in before)
        yield _Said(yes is (denials % 2 == 0), when(before, word.text), _named_behind(sentence, at))


def _from_subject(asked: _Asked, sentence: Sentence, at: int) -> list[str] | None:
    """The words from whom it is asked of to the verb; None where another does it, or more stands between."""
    for place in range(at - 1, -1, -1):
        word = sentence.lower(place)
        if place in sentence.proper and word not in _BETWEEN:
            mine = any(_one_name(key(sentence.words[place].text), one) for one in asked.who)
            between = [sentence.lower(one) for one in range(place + 1, at)]
            return between if mine and _stands_free(sentence, place) else None
        if word not in _BETWEEN and not denies(word):
            return None
        if set(';:,“”"') & set(sentence.between(place)):
            return None
    return None


def _of_it(asked: _Asked, sentence: Sentence, at: int) -> bool:
    """Whether the verb is said of the matter itself: not of talks on it, nor of what it would bring."""
    other = False
    for place in range(at + 1, min(at + 1 + _FAR, len(sentence.words))):
        word = sentence.words[place]
        if subjects(word.text) & asked.about:
            return True
        if other and sentence.lower(place) in _PREPOSITIONS:
            return False
        other = other or word.carries_content
    return False


def _by(asked: _Asked, sentence: Sentence, at: int) -> list[str] | None:
    """The words before a passive verb that belong to it, where "by" and whom it is asked of stand behind it."""
    verb = read(sentence, at)
    found = agent(sentence, verb) if verb.passive else None
    mine = found is not None and any(_one_name(one, other) for one in found.keys for other in asked.who)
    return [sentence.lower(place) for place in range(verb.start, at)] if mine else None


def _stands_free(sentence: Sentence, place: int) -> bool:
    """Whether the name is a subject by itself: not "the mayor of Oslo", not "Oslo and Bergen"."""
    found = sentence.name_ending(place)
    before = sentence.lower(found.start - 1) if found else ""
    possessive = re.search(r"['’]s?$", sentence.words[place].text)
    return not possessive and before not in {"of", "and", "or", "with", "by", "against", "than", "to", "from", "in"}


def _named_behind(sentence: Sentence, at: int) -> frozenset[str]:
    """The names and numbers among the few words behind the verb: which plan it is."""
    behind = sentence.words[at + 1 : at + 7]
    few = [(at + 1 + number, word) for number, word in enumerate(behind)]
    return frozenset(key(word.text) for place, word in few if place in sentence.proper or word.text[0].isdigit())


def _one_name(one: str, other: str) -> bool:
    return one == other or related(one, other) or bool(expanded(one) & expanded(other))
