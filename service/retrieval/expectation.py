"""What kind of thing a question asks for, and whether a text holds one that the question does not. Pure."""

import re
from enum import StrEnum

from service.wording import STOP_WORDS


class Kind(StrEnum):
    """The kinds that can be told by their form."""

    NAME = "name"
    NUMBER = "number"
    SHARE = "share"
    TIME = "time"
    REASON = "reason"
    WORDS = "words"
    ANY = "any"


_MONTHS = "january|february|(?-i:March)|april|(?-i:May)|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_COUNTS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    "hundreds?|thousands?|millions?|billions?|half|dozens?|once|twice|third|fourth|fifth"
)
# In this order: "in what year" is a time, "what share of those who" a share, "how many people who" a number.
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.NAME,
        re.compile(r"\b(?:what|which) (?:is|was|are|were) the (?:full |new )?(?:names?|title)\b|\bnames? of\b"),
    ),
    (Kind.TIME, re.compile(r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|decade|century)\b")),
    (
        Kind.SHARE,
        re.compile(r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion|fraction|part)\b|\bwhat %"),
    ),
    (
        Kind.NUMBER,
        re.compile(
            r"\bhow (?:many|much|long|old|far|often|tall|big|large|high|soon|deep|fast)\b"
            r"|\bwhat (?:number|amount|age)\b"
            r"|\bwhat (?:is|was|were|are) the (?:number|cost|price|total|size|length|magnitude)\b"
        ),
    ),
    (
        Kind.WORDS,
        re.compile(
            r"\b(?:which|what) (?:phrase|words?|term|expression|slogan)\b|\bin (?:what|which|whose) words\b"
            r"|\bhow (?:did|does|do|has|have) .* (?:describe|call|characteri[sz]e|put)\b"
            r"|\bwhat (?:did|does|do|has|have) .* call\b"
        ),
    ),
    (Kind.REASON, re.compile(r"\bwhy\b|\bwhat (?:is|was|were|are) the (?:reasons?|causes?)\b")),
    (
        Kind.ANY,
        re.compile(
            r"\bhow\b|\bdo(?:es)? .* mean\b"
            r"|\bwhat (?:happened|do|does|did|will|would|can|could|should|is|are|has|have|had)\b"
        ),
    ),
    (Kind.NAME, re.compile(r"\bwho(?:m|se)?\b|\bwhere\b|\bwhich\b|\bwhat\b")),
)
# "One of" counts nothing, and a bare year is a date.
_NUMBER = re.compile(
    r"(?<![\w.,-])(?!(?:1[5-9]|20)\d\ds?\b(?![.,]\d))\d[\d.,]*"
    rf"|\b(?:{_COUNTS})\b(?<!\bone)|\bone\b(?! (?:of|more|another|day|such|side)\b)",
    re.IGNORECASE,
)
# A length, a time, a share or a sum counts no things: "176 square miles" does not say how many soldiers.
_MEASURE = (
    r"(?:miles?|(?:kilo|centi|milli)?met(?:er|re)s?|km|feet|foot|inch(?:es)?|yards?|acres?|hectares?|tons?|tonnes?"
    r"|pounds?|kilograms?|kg|degrees?|percent|per ?cent|dollars?|euros?|years?|months?|weeks?|days?|hours?|minutes?)"
)
_MEASURED = re.compile(
    rf"[$€£]\s?\d[\d.,]*(?:\s(?:thousand|million|billion|trillion))?"
    rf"|\b(?:\d[\d.,]*|{_COUNTS})(?:\s?%|[\s-](?:(?:million|billion|square|cubic)\s)?{_MEASURE}\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(rf"\bhow many\b(?!.*\b{_MEASURE}\b)", re.IGNORECASE)
_SHARE = re.compile(
    r"\d\s?%|\b(?:per ?cent|percentage|half|thirds?|quarters?|fifths?|tenths?|majority|minority|most)\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?"
    r"(?:\d+|two|three|four|five|ten)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b(?:1[5-9]\d\d|20\d\d|{_MONTHS}|{_DAYS}|today|yesterday|tomorrow|weeks?|months?|years?|decades?|centur(?:y|ies))\b"
    r"|\b(?:since|until|before|after) (?:the )?(?-i:[A-Z])\w",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«][^“”\"«»]+[”\"»]")
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|in order to|so that|so as to|for fear|reasons?|blamed?|blaming|"
    r"caused?|causing|prompt(?:ed|ing)|result(?:ed|ing)? (?:of|from|in)|follow(?:ed|ing) (?:a|an|the)|citing)\b",
    re.IGNORECASE,
)
_OPENING = "|".join(sorted(word.capitalize() for word in STOP_WORDS))
# A capital that does not open a sentence, an abbreviation, or a capital before another one: but "Did" of "Did Berg
# resign" and "The" of "The Harbour Board" name nobody.
_NAME = re.compile(
    r"(?<![.!?:]\s)(?<!^)(?<!^.)\b[^\W\d_a-z][\w’'-]+|\b[A-Z]{2,}\b"
    rf"|\b(?!(?:{_OPENING})\b)[A-Z][\w’'-]+(?= [A-Z])"
)
_WORD = re.compile(r"\w+")


def expected(question: str) -> Kind:
    """The kind of thing that the question asks for."""
    lowered = question.lower()
    return next((kind for kind, form in _ASKED if form.search(lowered)), Kind.ANY)


def holds(kind: Kind, question: str, text: str) -> bool:
    """Whether the text holds a thing of the kind that the question does not name already."""
    match kind:
        case Kind.NAME:
            return bool(names(text) - _words(question))
        case Kind.NUMBER:
            return bool(_counted(_countable(question, text)) - _words(question))
        case Kind.SHARE:
            return _SHARE.search(text) is not None
        case Kind.TIME:
            return _TIME.search(text) is not None
        case Kind.REASON:
            return _REASON.search(text) is not None
        case Kind.WORDS:
            return _QUOTED.search(text) is not None
        case Kind.ANY:
            return True


def things(kind: Kind, question: str, text: str) -> set[str]:
    """The words of names and the numbers in a text that may be what is asked for: none that the question names."""
    match kind:
        case Kind.NAME | Kind.TIME:
            return (names(text) | _counted(text)) - _words(question)
        case Kind.NUMBER | Kind.SHARE:
            return _counted(_countable(question, text)) - _words(question)
        case Kind.REASON | Kind.WORDS | Kind.ANY:
            return set()


def names(text: str) -> set[str]:
    """The words of proper names, lower case; the first word of a sentence only where another capital follows."""
    return {word for found in _NAME.finditer(text) for word in _words(found.group())}


def numbers(text: str) -> set[str]:
    """The numbers that are written in digits, without separators."""
    return {found.replace(",", "").rstrip(".") for found in re.findall(r"\d[\d.,]*", text)}


def _countable(question: str, text: str) -> str:
    """The text without what it measures, where the question asks how many things there are."""
    return _MEASURED.sub(" ", text) if _HOW_MANY.search(question) else text


def _counted(text: str) -> set[str]:
    return {found.group().lower().rstrip(".,") for found in _NUMBER.finditer(text)}


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
