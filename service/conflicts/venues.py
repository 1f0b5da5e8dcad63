"""Where? One event that articles put in different cities or countries."""

import re
from collections.abc import Iterator, Sequence

from service.conflicts.mentions import Mention, Sentence, differ, stands_in
from service.conflicts.occasions import apart
from service.conflicts.places import Place, answering, of_one_time, of_year, subjects, undated
from service.conflicts.verbs import Tense, forms, tense
from service.verification.denials import NEGATION
from service.verification.verbs import base, bases
from service.wording import content, words

_ASKS = re.compile(
    r"^(?:where|(?:in|at) (?:which|what) (?P<kind>city|town|country|state|venue|place))\s+"
    r"(?P<aux>is|are|was|were|will|did|does|has|have)\s+(?P<rest>.+?)\?*$",
    re.IGNORECASE,
)
_HELD = bases("hold host stage take happen occur begin start open resume meet convene")
_LIES = bases("locate base situate headquarter lie")
_DONE = bases("born bury sign find build arrest kill die land crash")
_DOUBTED = re.compile(r"\b(?:if|unless|whether|could|might|may|would|should|reportedly|or)\b", re.IGNORECASE)
_NOT_SUBJECTS = content("where which what city town country state venue place take held hold located based")
_PREPOSITIONS = frozenset({"in", "at"})
_FAR = 8


def asks(question: str) -> bool:
    """Whether the question asks where something is, or takes place."""
    return _verbs(question) is not None


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence of one article for each place, where the places cannot lie in one another."""
    bases = _verbs(question)
    if bases is None:
        return ()
    when = _when(question)
    best: list[tuple[Mention, Place]] = []
    told = {word.stem for word in words(question) if base(word.text) in bases}
    about = undated(subjects(question) - _NOT_SUBJECTS - told)
    for place in of_year(question, answering(question, about, places)):
        named = _where(bases, when, question, place)
        if named is None or place.article in {one.article for _, one in best}:
            continue
        if all(differ(named, other) and not _agree(named, place, other, there) for other, there in best):
            best.append((named, place))
    return of_one_time(tuple(place for _, place in best))


def _agree(named: Mention, place: Place, other: Mention, there: Place) -> bool:
    # A building and its city, or a city and its suburb, stand in one article.
    return stands_in(named, there.around) or stands_in(other, place.around) or apart(place, there)


def _verbs(question: str) -> frozenset[str] | None:
    match = _ASKS.match(" ".join(question.split()))
    if match is None:
        return None
    told = {base(word.strip(",.")) for word in match["rest"].split()}
    return next((verbs for verbs in (_HELD, _LIES) if told & verbs), None) or (frozenset(told & _DONE) or None)


def _when(question: str) -> Tense | None:
    match = _ASKS.match(" ".join(question.split()))
    return tense([match["aux"].casefold()], match["rest"].split()[-1]) if match else None


def _where(bases: frozenset[str], when: Tense | None, question: str, place: Place) -> Mention | None:
    text = place.quote.text
    if _DOUBTED.search(text) or NEGATION.search(text):
        return None
    sentence = Sentence.of(text)
    found = [one for one in _settings(bases, when, sentence) if not stands_in(one, question)]
    return found[0] if len({one.keys for one in found}) == 1 else None


def _settings(bases: frozenset[str], when: Tense | None, sentence: Sentence) -> Iterator[Mention]:
    """The first name behind "in" or "at" after each such verb."""
    for verb in forms(sentence, bases):
        if verb.denied or (bases is not _LIES and when and verb.tense is not when):
            continue
        for at in range(verb.at + 1, min(verb.at + _FAR, len(sentence.words))):
            if any(mark in sentence.between(at - 1) for mark in ";:—–"):
                break
            if sentence.lower(at) in _PREPOSITIONS:
                behind = at + 2 if sentence.lower(at + 1) in ("the", "a", "an") else at + 1
                if found := sentence.name_starting(behind):
                    yield found
                    break
