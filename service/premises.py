"""What a question takes for granted: "Why did Anna sell the ferry?" supposes that Anna did sell the ferry. Pure."""

import re

# The auxiliary goes behind the subject, where it makes a statement of the question without bending the verb.
_SUPPOSES = re.compile(
    r"^(?:why|when|where|how|since when)\s+(?P<aux>did|does|do|has|have|had|was|were|is|are)\s+(?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?:since|given that|now that|because)\s+(?P<said>[^,?]+),", re.IGNORECASE)
_WHEN_THEN = re.compile(r"^(?:what|who|which|how)\b[^,?]*?\b(?:when|after|before|while)\s+(?P<said>[^,?]+)\?*$", re.I)
_ARTICLE = frozenset("the a an this that these those his her its their our my your".split())
_JOINS = frozenset("of and for in the from to de al bin von van &".split())
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
    return _sentence(" ".join([*words[:end], match["aux"].casefold(), *words[end:]]))


def _subject(words: list[str]) -> int | None:
    """Where the subject ends: a name, or a few words after an article; None where that cannot be told."""
    if words[0].casefold() in _ARTICLE:
        capitals = next((place for place, word in enumerate(words[1:], 1) if not word[0].isupper()), None)
        return max(2, capitals or 2) if capitals and capitals > 1 else 2
    if not words[0][0].isupper():
        return 1
    end = 1
    while end < len(words) - 1 and (words[end][0].isupper() or (words[end] in _JOINS and words[end + 1][0].isupper())):
        end += 1
    return end


def _sentence(said: str) -> str | None:
    plain = said.strip().rstrip(".?! ")
    return f"{plain[0].upper()}{plain[1:]}." if len(plain.split()) >= _FEWEST_WORDS else None
