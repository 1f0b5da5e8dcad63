"""Who is it? Sentences that give one office or side to different people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.conflicts.places import Place, names, subjects
from service.verification.spellings import expanded, key, related
from service.wording import STOP_WORDS

_OFFICE = (
    r"administration|presidency|president|white house|government|prime minister|premier|chancellor|cabinet"
    r"|envoys?|officials?|negotiators?|delegation|representatives?|team|leader"
)
# The office itself is asked for: "which US administration", "whose envoys", "who leads the government". In "which small
# intruder crawled into the White House" it is not.
_ASKS = re.compile(
    rf"\b(?:which|whose|what) (?:[\w.’'-]+ ){{0,3}}?(?:{_OFFICE})\b(?![’']s\b)"
    r"|\bwho (?:is|was|are|were|leads?|led|heads?|headed|runs?|ran|holds?|held|becomes?|became) "
    rf"(?:[\w.’'-]+ ){{0,6}}?(?:{_OFFICE})\b",
    re.IGNORECASE,
)
_NAMES_A_THING = re.compile(
    r"\bwhat (?:is|was|are|were|does|did|do|has|have|will)\b|\b(?:better|best|worse|worst|greater|greatest)\b",
    re.IGNORECASE,
)
_BODY = r"(?:administration|presidency|White House|cabinet)"
_STAFF = r"(?:(?:special |senior |top )?(?:envoys?|negotiators?|delegation|officials|representatives?|team))"
_TITLE = r"(?:President|Prime Minister|Premier|Chancellor)"
_NAME = r"[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)*"
_PEOPLE = (
    re.compile(rf"\b(?P<name>{_NAME})(?:['’]s)?\s+{_BODY}\b"),
    re.compile(rf"\b(?P<name>{_NAME})['’]s\s+{_STAFF}\b"),
    re.compile(rf"\b(?:{_BODY}|{_STAFF})\s+of\s+(?:[^\W\d_]+\s+){{0,3}}?{_TITLE}\s+(?:{_NAME}\s+)?(?P<name>{_NAME})"),
)
_TITLED = (
    re.compile(rf"\b(?P<of>{_NAME}|(?:[A-Z]\.){{2,}})(?:['’]s)?\s+{_TITLE}\s+(?:{_NAME}\s+)?(?P<name>{_NAME})"),
    re.compile(rf"\b{_TITLE}\s+(?:{_NAME}\s+)?(?P<name>{_NAME})\s+of\s+(?:the\s+)?(?P<of>{_NAME}(?:\s+{_NAME})?)"),
    re.compile(
        rf"\b(?P<name>{_NAME}),\s+(?:the\s+)?(?i:president|prime minister|premier|chancellor)\s+of\s+(?:the\s+)?"
        rf"(?P<of>{_NAME}(?:\s+{_NAME})?)"
    ),
)
# What may stand capitalised before "administration" and is no person; countries and their peoples are told apart below.
_NO_PERSON = frozenset(
    key(word)
    for word in "former current previous new next interim senior top president federal civil local military regional"
    " western eastern northern southern state presidential".split()
) | frozenset(map(key, STOP_WORDS))


@dataclass(frozen=True, slots=True)
class _Holder:
    """A surname as a key, and whether the sentence itself says of which country."""

    name: str
    of: str | None


def asks(question: str) -> bool:
    """Whether the question asks who stands behind an office."""
    return bool(_ASKS.search(question)) and not _NAMES_A_THING.search(question)


def sides(question: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The best sentence for each person whom the articles give the office asked about.

    A person known to hold an office elsewhere is no side, nor one whose passage does not name the country asked of.
    """
    everything = "\n".join(place.around for place in places)
    belongs = _belonging(everything)
    countries = _countries(question, everything)
    known = expanded(everything)
    certain = {name for name, of in belongs.items() if _meet(of, countries)}
    best: dict[str, Place] = {}
    for place in places:
        for holder in _holders(place.quote.text):
            if not _is_nation(holder.name, known) and _fits(holder, belongs, countries, place):
                best.setdefault(holder.name, place)
    if certain & best.keys():
        # Where the articles say who holds the office there, a bare "Smith administration" may be any country's.
        best = {name: place for name, place in best.items() if name in certain}
    answers = _answering(question, tuple(dict.fromkeys(best.values())))
    return answers if len(answers) > 1 else ()


def _answering(question: str, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where a side says most of what is told of the office, only those that say anything of it."""
    told = subjects(_ASKS.sub(" ", question)) - names(question)
    said = [told & subjects(place.quote.text) for place in found]
    if not any(len(one) > 1 and 2 * len(one) >= len(told) for one in said):
        return found
    return tuple(place for place, one in zip(found, said, strict=True) if one)


def _holders(text: str) -> Iterator[_Holder]:
    for form in _PEOPLE:
        for match in form.finditer(text):
            if key(match.group("name")) not in _NO_PERSON:
                yield _Holder(key(match.group("name")), None)
    for form in _TITLED:
        for match in form.finditer(text):
            yield _Holder(key(match.group("name")), match.group("of"))


def _belonging(text: str) -> dict[str, frozenset[str]]:
    """The countries that each title-holder is said to belong to, as keys with their other forms."""
    found: dict[str, frozenset[str]] = {}
    for form in _TITLED:
        for match in form.finditer(text):
            name = key(match.group("name"))
            found[name] = found.get(name, frozenset()) | expanded(match.group("of"))
    return found


def _countries(question: str, everything: str) -> frozenset[str]:
    """The names in the question that are not themselves people with an office."""
    people = {holder.name for holder in _holders(everything)}
    return expanded(" ".join(word for word in names(question) if word not in people))


def _is_nation(name: str, known: frozenset[str]) -> bool:
    """Whether the name stands in the text in another form too, as a country and its people do: "Russian" and Russia."""
    return any(name != one and related(name, one) for one in known)


def _fits(holder: _Holder, belongs: dict[str, frozenset[str]], countries: frozenset[str], place: Place) -> bool:
    if holder.name in countries or any(related(holder.name, country) for country in countries):
        return False
    elsewhere = belongs.get(holder.name)
    if elsewhere is not None:
        return _meet(elsewhere, countries)
    return not countries or _meet(expanded(place.around), countries)


def _meet(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones & others) or any(related(one, other) for one in ones for other in others)
