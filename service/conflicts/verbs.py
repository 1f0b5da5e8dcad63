"""A verb in a sentence: is it told as done or to come, in the active or the passive, of whom. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from service.conflicts.mentions import Mention, Sentence
from service.verification.verbs import base, is_past

BE = frozenset("is are was were be been being".split())
AUXILIARIES = BE | frozenset("has have had will shall to set due going scheduled expected".split())
_LOOSE = frozenset("not never also again now then still later finally just once soon officially formally".split())
_TO_COME = frozenset("will shall to".split())
# Before a subject, these make it part of something else: "the mayor of Oslo will host".
_NOT_A_SUBJECT = frozenset("of and or in at by with against for from to on near over between than".split())
_LONGEST_APPOSITION = 10


class Tense(StrEnum):
    """When the sentence puts it."""

    PAST = "past"
    PRESENT = "present"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Verb:
    """The verb at a place of a sentence; `start` is where its auxiliaries begin."""

    at: int
    start: int
    tense: Tense
    passive: bool
    denied: bool


def read(sentence: Sentence, at: int) -> Verb:
    """The verb at a place, with the auxiliaries before it."""
    start = at
    while start > 0 and _belongs(sentence, start - 1):
        start -= 1
    helped = [sentence.lower(place) for place in range(start, at)]
    by = _by(sentence, at) is not None
    passive = is_past(sentence.words[at].text) and ((bool(BE & set(helped)) and "to" not in helped[-1:]) or by)
    return Verb(at, start, tense(helped, sentence.words[at].text), passive, bool({"not", "never"} & set(helped)))


def tense(helped: list[str], verb: str) -> Tense:
    """The tense that these auxiliaries give a verb."""
    if _TO_COME & set(helped):
        return Tense.TO_COME
    past = {"was", "were", "has", "had", "have", "been", "did"} & set(helped)
    return Tense.PAST if past or (is_past(verb) and not BE & set(helped)) else Tense.PRESENT


def agent(sentence: Sentence, verb: Verb) -> Mention | None:
    """Who does it: the name before an active verb, an apposition between them or not; behind "by" after a passive."""
    if verb.passive:
        return _after_by(sentence, verb.at)
    return subject(sentence, verb)


def subject(sentence: Sentence, verb: Verb) -> Mention | None:
    """The name before the verb; None where the subject is longer than a name, or has others beside it."""
    end = verb.start - 1
    if sentence.lower(end) == "who":
        end -= 1
    elif "," in sentence.between(end):
        opens = [at for at in range(max(0, end - _LONGEST_APPOSITION), end) if "," in sentence.between(at)]
        end = opens[-1] if opens else -1
    elif sentence.between(end).strip():
        return None
    found = sentence.name_ending(end)
    if found is None:
        return None
    before = sentence.lower(found.start - 1)
    beside = found.start > 0 and "," in sentence.between(found.start - 1) and (found.start - 1) in sentence.proper
    return None if before in _NOT_A_SUBJECT or beside else found


def forms(sentence: Sentence, bases: frozenset[str]) -> list[Verb]:
    """The places where a verb with one of these bases stands."""
    return [read(sentence, at) for at, word in enumerate(sentence.words) if base(word.text) in bases]


def _after_by(sentence: Sentence, at: int) -> Mention | None:
    by = _by(sentence, at)
    if by is None:
        return None
    found = sentence.name_starting(by + 2 if sentence.lower(by + 1) in ("the", "a", "an") else by + 1)
    if found is None:
        return None
    beside = sentence.lower(found.end) == "and" or (
        "," in sentence.between(found.end - 1) and found.end in sentence.proper
    )
    return None if beside else found


def _by(sentence: Sentence, at: int) -> int | None:
    """Where the "by" of a participle stands: right behind it, or behind more participles, as "written and led by"."""
    place = at + 1
    while place < len(sentence.words) and (
        sentence.lower(place) in ("and", "co") or is_past(sentence.words[place].text)
    ):
        place += 1
    return place if sentence.lower(place) == "by" else None


def _belongs(sentence: Sentence, at: int) -> bool:
    word = sentence.lower(at)
    helps = word in AUXILIARIES or word in _LOOSE or (word.endswith("ly") and at not in sentence.proper)
    return helps and not sentence.between(at).strip()
