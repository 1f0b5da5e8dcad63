"""Who does it, which country, which film? One act that articles give to different people, countries or things."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.conflicts.mentions import Mention, Sentence, all_differ, may_be_one, of_another, stands_in
from service.conflicts.occasions import apart
from service.conflicts.places import Place, answering, of_one_time, of_year, subjects, undated
from service.conflicts.regions import is_region
from service.conflicts.verbs import AUXILIARIES, BE, Tense, agent, forms, subject, tense
from service.verification.denials import NEGATION
from service.verification.verbs import base, bases, is_past
from service.wording import content, words

# What only one does at a time; the words of a line are told for one another. What many may do, as to sign or to
# attend, tells no disagreement.
_ALONE = (
    "host hold stage",
    "lead head chair",
    "win",
    "direct",
    "acquire buy purchase",
    "own",
    "succeed replace",
    "mediate broker",
    "moderate",
    "captain",
    "coach manage",
    "award",
    "name appoint elect choose nominate",
    "crown",
    "compose",
    "conquer",
)
_VERBS = {form: bases(line) for line in _ALONE for form in bases(line)}
# Who holds a part does what stands behind it.
_PARTS = {
    "director": "direct", "winner": "win", "host": "host", "owner": "own", "captain": "captain", "composer": "compose",
    "mediator": "mediate", "chair": "chair", "chairman": "chair", "chairwoman": "chair", "leader": "lead",
    "head": "lead", "coach": "coach", "ceo": "", "chief executive": "", "mayor": "", "governor": "", "speaker": "",
    "runner-up": "", "president": "", "chancellor": "", "ambassador": "", "editor": "",
}  # fmt: skip
_ASKS = re.compile(r"^(?P<what>who|(?:which|what) (?P<kind>(?:[a-z]+ ){0,2}?[a-z]+))\s+(?P<rest>.+)$")
_PART = re.compile(
    r"^who (?:is|was|will be|became|has been) (?:the |an? )?(?:new |current |next )?"
    rf"(?P<part>{'|'.join(_PARTS)})\b(?! and\b)",
    re.IGNORECASE,
)
_NO_LONGER = frozenset("former ex previous late deputy vice acting interim assistant co outgoing then next".split())
_WITH_A_PART = frozenset("the a an its new current president chairman chief and".split())
_DOUBTED = re.compile(r"\b(?:if|unless|whether|could|might|may|would|should|reportedly|rumou?red)\b", re.IGNORECASE)
_NOT_SUBJECTS = content("who which what country city state nation new current next person company film movie team")
_PLACES = frozenset("country nation state".split())
_FAR = 6


@dataclass(frozen=True, slots=True)
class _Asked:
    """The verbs that tell the act or the part that is asked of, when, and whether one is done to or does it."""

    bases: frozenset[str]
    tense: Tense | None
    passive: bool = False
    part: str | None = None
    kind: str | None = None


def asks(question: str) -> bool:
    """Whether the question asks who alone did, does or will do something, or plays a part."""
    return _asked(question) is not None


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence of one article for each name that the articles give, where no two can be names of one thing.

    A sentence that gives two names, doubts or denies is no side; nor are sentences of other dates or rounds.
    """
    asked = _asked(question)
    if asked is None:
        return ()
    best: list[tuple[Mention, Place]] = []
    told = {word.stem for word in words(question) if base(word.text) in asked.bases}
    about = undated(subjects(question) - _NOT_SUBJECTS - told - (subjects(asked.part or "") if asked.bases else set()))
    for place in of_year(question, answering(question, about, places)):
        named = _named(asked, question, place)
        if named is None or place.article in {one.article for _, one in best}:
            continue
        if not any(_one_thing(named, place, other, there) for other, there in best):
            best.append((named, place))
    texts = [place.quote.text for place in places]
    if any(may_be_one(one, other, texts) for (one, _), (other, _) in combinations(best, 2)):
        return ()
    return of_one_time(tuple(place for _, place in best)) if all_differ(named for named, _ in best) else ()


def _one_thing(named: Mention, place: Place, other: Mention, there: Place) -> bool:
    """Whether the two sentences may agree: one names both, or they speak of two occasions."""
    both = stands_in(named, there.quote.text) or stands_in(other, place.quote.text)
    return both or not all_differ((named, other)) or apart(place, there)


def _asked(question: str) -> _Asked | None:
    plain = " ".join(question.split())
    if part := _PART.match(plain):
        noun = part["part"].casefold()
        return _Asked(_VERBS.get(base(_PARTS[noun]), frozenset()), None, part=noun)
    match = _ASKS.match(plain[:1].lower() + plain[1:])
    if match is None:
        return None
    helped: list[str] = []
    for word in match["rest"].split():
        verb = word.strip("?,.").casefold()
        if verb in AUXILIARIES:
            helped.append(verb)
        elif base(verb) in _VERBS and not (match["kind"] or "").endswith("s"):
            passive = bool(BE & set(helped)) and is_past(verb) and "to" not in helped
            return _Asked(_VERBS[base(verb)], tense(helped, verb), passive, kind=match["kind"])
        else:
            return None
    return None


def _named(asked: _Asked, question: str, place: Place) -> Mention | None:
    """The only name that the sentence gives the act or the part; None where it gives several, or says so in doubt."""
    text = place.quote.text
    if _DOUBTED.search(text) or NEGATION.search(text) or text.rstrip("\"”’').").endswith("?"):
        return None
    sentence = Sentence.of(text)
    agents = [one for one in _agents(asked, sentence) if not of_another(sentence, one, question)]
    found = [*agents, *(_holders(asked, question, sentence) if asked.part else ())]
    found = [one for one in found if not stands_in(one, question)]
    if asked.kind in _PLACES:
        found = [one for one in found if is_region(one.text)]
    names = {one.keys for one in found}
    return found[0] if len(names) == 1 else None


def _agents(asked: _Asked, sentence: Sentence) -> Iterator[Mention]:
    for verb in forms(sentence, asked.bases):
        if verb.denied or (asked.tense and verb.tense is not asked.tense):
            continue
        if asked.passive and not verb.passive:
            continue
        done = subject(sentence, verb) if asked.passive else agent(sentence, verb)
        if done:
            yield done


def _holders(asked: _Asked, question: str, sentence: Sentence) -> Iterator[Mention]:
    """The names that stand beside the part: "Tesla CEO Elon Musk", "Elon Musk, the CEO of Tesla"."""
    noun = (asked.part or "").replace("-", " ").split()
    for at in range(len(sentence.words) - len(noun) + 1):
        last = at + len(noun) - 1
        before = {sentence.lower(place) for place in range(at - 3, at)}
        if [sentence.lower(at + place) for place in range(len(noun))] != noun or before & _NO_LONGER:
            continue
        near = sentence.words[max(0, at - 4)].start, sentence.words[min(len(sentence.words) - 1, last + _FAR)].end
        whose = Sentence.of(question)
        if not all(whose.words[one].stem in content(sentence.text[slice(*near)]) for one in whose.proper):
            continue
        yield from _beside(sentence, at, last)


def _beside(sentence: Sentence, at: int, last: int) -> Iterator[Mention]:
    after = last + 1
    if sentence.lower(after) in ("of", "at", "for"):
        # "The director of the museum, Anna Berg": behind the name of what is directed.
        whose = sentence.name_starting(after + 2 if sentence.lower(after + 1) == "the" else after + 1)
        after = whose.end if whose and "," in sentence.between(whose.end - 1) else len(sentence.words)
    elif sentence.between(last).strip():
        after = len(sentence.words)
    if found := sentence.name_starting(after):
        yield found
        return
    start = at
    while start > 0 and at - start < _FAR and sentence.lower(start - 1) in _WITH_A_PART:
        start -= 1
    joined = sentence.lower(start - 1) in BE | {"became", "becomes", "as"}
    # "Berg serves as", "Berg is".
    end = start - 1 - joined - (sentence.lower(start - 1) == "as")
    if joined or "," in sentence.between(end):
        before = sentence.name_ending(end)
        if before:
            yield before
