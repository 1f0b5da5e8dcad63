"""What a question takes for granted: "Why did Anna sell the ferry?" supposes that Anna did sell the ferry. Pure."""

import re
from collections.abc import Iterable

from service.wording import content

# The auxiliary goes behind the subject, where it makes a statement of the question without bending the verb.
_SUPPOSES = re.compile(
    r"^(?:why|when|where|how|since when)\s+(?P<aux>did|does|do|has|have|had|was|were|is|are)\s+(?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?:since|given that|now that|because)\s+(?P<said>[^,?]+),", re.IGNORECASE)
_WHEN_THEN = re.compile(r"^(?:what|who|which|how)\b[^,?]*?\b(?:when|after|before|while)\s+(?P<said>[^,?]+)\?*$", re.I)
_ARTICLES = frozenset({"the", "a", "an"})
_JOINS = frozenset("of and for de al bin von van &".split())
# "Ukrainian officials": what follows such a word may belong to the subject.
_OF_SOMETHING = re.compile(r"(?:ian|ish|ese|ean|can)$")
_FEWEST_WORDS = 3


def supposed(question: str) -> str | None:
    """The statement that the question takes for granted, with a full stop; None where none is seen."""
    asked = " ".join(question.split())
    if match := _SINCE.match(asked) or _WHEN_THEN.match(asked):
        return _sentence(match["said"])
    match = _SUPPOSES.match(asked)
    if match is None:
        return None
    words = match["rest"].split()
    end = _subject(words)
    if end is None or len(words) - end < 1 or len(words) < _FEWEST_WORDS:
        return None
    # Behind "did" stands a verb as in the dictionary; "owners" belongs to the subject.
    if match["aux"].casefold() in ("did", "does", "do") and re.search(r"[^s]s$", words[end]):
        return None
    return _sentence(" ".join([*words[:end], match["aux"].casefold(), *words[end:]]))


def _subject(words: list[str]) -> int | None:
    """Where a subject that is a name ends, "the" before it or not; where any other ends cannot be told."""
    end = 1 if words[0].casefold() in _ARTICLES else 0
    start = end
    while end < len(words) and (_is_name(words, end) or (end > start and _joins(words, end))):
        end += 1
    return end if end > start and not _OF_SOMETHING.search(words[end - 1]) else None


def _is_name(words: list[str], place: int) -> bool:
    return words[place][0].isupper()


def _joins(words: list[str], place: int) -> bool:
    return words[place] in _JOINS and place + 1 < len(words) and _is_name(words, place + 1)


def embedded(supposed: str) -> str:
    """The statement as it stands behind "that": no full stop, no capital that only opens the sentence."""
    first, rest = supposed[:1], supposed[1:].rstrip(".")
    opens = supposed.split()[0] in ("The", "A", "An", "He", "She", "It", "They", "We", "You")
    return f"{first.lower() if opens else first}{rest}"


def untold(supposed: str, sentences: Iterable[str]) -> bool:
    """Whether no sentence holds all words of the statement that carry content."""
    wanted = content(supposed)
    return not any(wanted <= content(sentence) for sentence in sentences)


def _sentence(said: str) -> str | None:
    plain = said.strip().rstrip(".?! ")
    return f"{plain[0].upper()}{plain[1:]}." if len(plain.split()) >= _FEWEST_WORDS else None
