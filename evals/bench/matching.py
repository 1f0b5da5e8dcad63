"""Does a right string stand in an answer, whatever the case, quotes, punctuation, articles and spaces."""

import re
import unicodedata
from collections.abc import Iterable

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = re.compile(r"[^\w\s%$€£]|_")
# "Ford's" holds "Ford".
_POSSESSIVE = re.compile(r"['’]s\b")
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d{3})")


def normalised(text: str) -> str:
    """The words of a text: lower case, no accents, punctuation or articles ("5,000" is "5000"), one space between."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _BETWEEN_DIGITS.sub("", plain).replace("'", "").replace("’", "")
    return " ".join(_ARTICLE.sub(" ", _PUNCTUATION.sub(" ", plain)).split())


def holds(text: str, right: Iterable[str]) -> bool:
    """Whether one of the right strings stands in the text as whole words, both normalised. Empty strings never do."""
    forms = [f" {normalised(form)} " for form in (text, _POSSESSIVE.sub("", text))]
    return any(f" {wanted} " in words for wanted in map(normalised, right) if wanted for words in forms)
