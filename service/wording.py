"""The words of a sentence, reduced so that "negotiated" and "negotiations" meet; which of them carry content."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?|\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_ENDINGS = ("ations", "ation", "ions", "ion", "ings", "ing", "ements", "ement", "edly", "ed", "ly")
STOP_WORDS = frozenset(
    """a about above after again against all also although am among an and any are as at be because been before being
    below between both but by can could did do does doing down during each either else even ever every few for from
    further had has have having he her here hers herself him himself his how i if in into is it its itself just like
    many may me might more most much must my neither no nor not now of off on once only or other our ours out over own
    per quite rather same shall she should since so some still such than that the their theirs them themselves then
    there these they this those though through thus to too toward towards under until up upon us very was we were what
    when where whether which while who whom whose why will with within without would yet you your yours""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it stands there at `start:end`, and its stem."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def carries_content(self) -> bool:
        """Whether the word says something by itself. "US" does, "us" does not."""
        return (self.text.isupper() and len(self.text) > 1) or self.text.casefold() not in STOP_WORDS


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order; a hyphenated compound gives its parts, a number with separators is one word."""
    for match in _WORD.finditer(text):
        yield Word(match.group(), stem(match.group()), match.start(), match.end())


@lru_cache(maxsize=10_000)
def content(text: str) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(word.stem for word in words(text) if word.carries_content)


def overlap(claim: str, quotes: Iterable[str]) -> float:
    """The share of the claim's content words that stand in the quotes, by stem, 0 to 1; 0 for a claim without any."""
    wanted = content(claim)
    found = wanted & content("\n".join(quotes))
    return len(found) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without case, accents, possessive and the common English endings: a light stemmer, for comparing only."""
    plain = folded(word).replace(".", "").replace("’", "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    if len(plain) < 4 or not plain.isalpha():
        return plain
    singular = _singular(plain)
    return singular if len(singular) < 4 else _without_ending(singular)


def folded(text: str) -> str:
    """A text without case and accents."""
    marks_apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in marks_apart if not unicodedata.combining(character))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            word = root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sl" else root
            break
    word = word[:-2] if word.endswith("at") and len(word) > 5 else word
    return word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
