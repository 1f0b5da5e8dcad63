"""Where a question points back to what was said before: pronouns that nothing in the question itself explains. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.conversation.persons import SURE, is_human
from service.conversation.phrases import Phrase, phrases
from service.conversation.verbs import is_verb


class Means(StrEnum):
    """What a reference can mean, as far as its form tells."""

    PERSON = "person"
    SEVERAL = "several"
    THESE = "these"
    THING = "thing"
    PLACE = "place"
    MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun at `start:end` of a question. `noun` is the word that a demonstrative stands before: "that plan"."""

    start: int
    end: int
    means: Means
    possessive: bool = False
    noun: str | None = None


_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|she|him|his|her|hers|himself|herself)|(?P<several>they|them|their|theirs|themselves)"
    r"|(?P<thing>it|its|itself))(?:['’](?:s|re|d|ll|ve))?\b",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset("his its their".split())
_PLACE = re.compile(r"(?<!out )\bthere(?=\s*[?.!]*\s*$)", re.IGNORECASE)
# "Is it necessary to", "how long does it take to": this "it" means nothing that was said before.
_SOFTLY = r"(?:not |still |really |also |even )?"
_CLAUSE_OF_IT = r"(?:to|that|for|if|when|who)\b"
# "Is it related to the plan?": here it means something.
_TELLING = (
    "related|similar|going|able|used|due|limited|available|supposed|about|likely|open|linked|tied|compared|expected|set|"
    "said|meant|designed|known|prepared|ready|close"
)
_EMPTY = re.compile(
    rf"\b(?:is|was|be|been|are|would be|will be|'s) it {_SOFTLY}(?!(?:{_TELLING})\b)(?:[\w-]+ ){{1,4}}?{_CLAUSE_OF_IT}"
    rf"|\bit (?:is|was|'s|’s|seems|will be|would be) {_SOFTLY}(?!(?:{_TELLING})\b)(?:[\w-]+ ){{1,4}}?{_CLAUSE_OF_IT}"
    r"|\b(?:does|did|will|would|can|do) it (?:usually |really )?(?:take|cost|feel|mean|matter|help|look|make "
    r"sense|rain|snow)\b.* (?:to|if|that|when|for)\b|\bit (?:rains?|snows?|comes (?:down )?to)\b|\bmakes? it \w+ to\b",
    re.IGNORECASE,
)
_HELPING = r"is|was|are|were|did|does|do|will|would|has|have|had|can|could|should|may|might"
_SAYING = r"say|says|said|think|thinks|believe|know|knows|mean|claim|claims|agree|insist|hope|suggest"
_LEADING = (
    rf"(?:^|\b(?:about|of|for|to|after|before|with|on|like|than|by|from|at|in|against|since|until|{_HELPING}|{_SAYING}"
    r"|why|if|and|but|so|how|because|do|doing|cause[sd]?|confirm(?:ed)?|den(?:y|ied)|den(?:y|ied)|change[sd]?|explain"
    r"|mention(?:ed)?|want(?:s|ed)?|wrote|write)\s+)"
)
_MATTER = re.compile(
    rf"(?:{_LEADING}|\w+ (?=\w+\s*[?.!]*$))(?P<it>that|this)\b(?P<behind>[^\w]*\s*(?P<next>[\w’']*))", re.IGNORECASE
)
# Who finds or says "that" speaks of no thing, but of all that was said.
_TELLS = re.compile(
    rf"\b(?:{_SAYING}|found|finds?|reported|confirmed|denied|wrote|thinks?|believes?|showed|shows?) $", re.I
)
_NOT_A_NOUN = frozenset(
    """and or is was will would are were has have had did does do can could should may might be been true false right
    wrong correct possible likely still so now yet again all really ever enough legal normal different because in on
    for to with by at about from like as when if while after before then too also important good bad new why how what
    where who""".split()
)
_DEMONSTRATIVE = re.compile(
    rf"(?:{_LEADING}(?P<that>that)|\b(?P<these>this|these|those|such)|\bthe (?P<same>same))\s+(?P<noun>[\w-]+)",
    re.IGNORECASE,
)
_THESE = re.compile(r"\b(?:these|those)\b(?=\s*[?.!,]|\s+(?:are|were|do|did|have|will|the)\b)", re.IGNORECASE)
_SELF_EXPLAINED = frozenset(
    """who that which with in from of on year years week weeks month months day days morning evening afternoon night
    summer winter spring autumn fall season way manner century decade time moment as a an the""".split()
)
# What opens a clause: a pronoun behind it can mean a phrase before it.
_CLAUSE = re.compile(
    rf"[,;:—]|\b(?:that|if|when|because|while|after|before|who|which|whether|since|unless|and|but|or|so|how|why|what|"
    rf"where|{_SAYING})\b",
    re.IGNORECASE,
)


def references(question: str) -> tuple[Reference, ...]:
    """The references that nothing before them in the question explains, in order."""
    own = phrases(question)
    found = [*_pronouns(question), *_matters(question), *_places(question)]
    open_ones = (one for one in found if not any(_explains(question, phrase, one) for phrase in own))
    return tuple(sorted(open_ones, key=lambda one: one.start))


def _pronouns(question: str) -> Iterator[Reference]:
    empty = [match.span() for match in _EMPTY.finditer(question)]
    for match in _PRONOUN.finditer(question):
        means = Means(match.lastgroup or "")
        plain = re.split(r"['’]", match.group())[0]
        start, end = match.start(), match.start() + len(plain)
        if means is Means.THING and any(begin <= start < stop for begin, stop in empty):
            continue
        owns = plain.casefold() in _POSSESSIVE or (plain.casefold() == "her" and _owned(question[end:]))
        yield Reference(start, end, means, owns)


def _owned(behind: str) -> bool:
    """Whether what stands behind "her" belongs to someone: "her deputy", not "her about it"."""
    word = re.match(r" ([\w-]+)", behind)
    return word is not None and word[1].casefold() not in _NOT_A_NOUN


def _matters(question: str) -> Iterator[Reference]:
    """Demonstratives by themselves or before a noun, where they are no conjunction and no relative pronoun."""
    taken: set[int] = set()
    for match in _DEMONSTRATIVE.finditer(question):
        group = next(name for name in ("that", "these", "same") if match[name])
        noun = match["noun"]
        if noun.casefold() in _NOT_A_NOUN | _SELF_EXPLAINED or is_verb(noun.casefold()) or noun[0].isupper():
            continue
        if group == "that" and re.match(rf"(?:{_SAYING})\b", match.group(), re.IGNORECASE):
            continue
        taken.add(match.start(group))
        start = match.start(group) - (4 if group == "same" else 0)
        several = match[group].casefold() in ("these", "those")
        yield Reference(start, match.end("noun"), Means.THESE if several else Means.THING, noun=noun.casefold())
    for match in _MATTER.finditer(question):
        behind = match["next"].casefold()
        says = re.match(rf"(?:{_SAYING})\b", match.group(), re.IGNORECASE)
        stands = not behind or "?" in match["behind"] or (not says and (behind in _NOT_A_NOUN or is_verb(behind)))
        if stands and match.start("it") not in taken:
            told = _TELLS.search(question[: match.start("it")]) is not None and not behind
            yield Reference(match.start("it"), match.end("it"), Means.MATTER if told else Means.THING)
    for match in re.finditer(
        r"\b(?:these|those)\b(?=\s*[?.!,]|\s+(?:are|were|do|did|have|will|the)\b)", question, re.I
    ):
        yield Reference(*match.span(), Means.THESE)


def _places(question: str) -> Iterator[Reference]:
    for match in _PLACE.finditer(question):
        yield Reference(*match.span(), Means.PLACE)


def _explains(question: str, phrase: Phrase, reference: Reference) -> bool:
    """Whether a phrase of the question is what the reference means.

    An object means none of the phrases of its own clause: "Why did Anna reject it?" (principle B of binding theory,
    Chomsky 1981). What somebody has can be anybody's before it: "Has Russia changed its position?"
    """
    if phrase.end > reference.start:
        return False
    in_other_clause = _CLAUSE.search(question[phrase.end : reference.start]) is not None
    match reference.means:
        # "A friend says they": one is as good as several, and needs no name.
        case Means.SEVERAL | Means.PLACE if in_other_clause:
            return True
        case Means.THING:
            return not phrase.plural and phrase.person < SURE and (in_other_clause or reference.possessive)
        case Means.PERSON if is_human(phrase.head):
            return True
        case _:
            return _fits(phrase, reference.means) and (in_other_clause or reference.possessive)


def _fits(phrase: Phrase, means: Means) -> bool:
    match means:
        case Means.PERSON:
            return phrase.person > 0
        case Means.SEVERAL:
            return phrase.plural or phrase.named
        case Means.THESE:
            return phrase.plural
        case Means.THING:
            return not phrase.plural and phrase.person < 2
        case Means.MATTER:
            return False
        case Means.PLACE:
            return phrase.placed or (phrase.definite and not phrase.plural)


def fitting(found: Sequence[Phrase], means: Means) -> tuple[Phrase, ...]:
    """The phrases that a reference of this form can mean."""
    return tuple(phrase for phrase in found if _fits(phrase, means))
