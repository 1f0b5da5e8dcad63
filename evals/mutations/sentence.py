"""What a mutation is given: a true sentence, the article that it stands in, and others to take foreign facts from."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indexing.sentences import sentences

_NAME = re.compile(
    r"(?<!\n)(?<![.?!…:“\"‘(—–-] )(?<!^)(?<![\w“\"‘(./-])"
    r"[A-Z][\w’'-]*[a-z](?:[ ](?:of|the|and|de|bin|al|van)(?=[ ][A-Z]))*(?:[ ][A-Z][\w’'-]*\w)*"
)
_JUNK = re.compile(
    r"\bPhotos?:|Getty Images|^\W*(?:CNN|Read more|Watch|Sign up|Photo|Image)|https?:|@|\bclick here\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"](?P<said>[^“”\"]+)(?:[”\"]|$)|(?<!\w)‘(?P<single>[^‘’]+)’")
_NO_NAME = frozenset(
    """January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Mr Mrs Ms Dr The A An In On At But And He She It They We You I This That For
    From With By Of As So If When While After Before Photos Photo Images Read Watch More Company There These Those
    His Her Its Our Their Not No What Who How Why""".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, the text of the article, and sentences of other articles."""

    text: str
    article: str
    others: Sequence[str] = field(default=())


Mutation = Callable[[Sentence, random.Random], str | None]
"""A changed sentence, or None where the sentence offers nothing of the kind to change."""


def usable(text: str) -> list[str]:
    """The sentences of an article that tell something and are whole: no captions, no calls to read on."""
    found = [text[span.start : span.end] for span in sentences(text)]
    return [one for one in found if 7 < len(one.split()) < 42 and one[-1] in '.”"' and not is_junk(one)]


def is_junk(text: str) -> bool:
    """Whether a line belongs to the page and not to the article."""
    return bool(_JUNK.search(text))


def names(text: str) -> list[re.Match[str]]:
    """The names of a text that no sentence's beginning can have capitalised, possessives left off."""
    found = (match for match in _NAME.finditer(text) if match.group()[:2] not in ("I’", "I'"))
    return [match for match in found if match.group().split()[0].rstrip("’'s") not in _NO_NAME]


def name_of(match: re.Match[str]) -> str:
    """The name itself, without a possessive."""
    return re.sub(r"[’']s?$", "", match.group())


def keeps_quotations(sentence: Sentence, claim: str) -> bool:
    """Whether all that the claim puts in quotation marks stands so in the article. Editing it is a fabrication."""
    return all((match["said"] or match["single"]) in sentence.article for match in _QUOTED.finditer(claim))


def replaced(text: str, match: re.Match[str], new: str, group: int | str = 0) -> str:
    """The text with what was matched changed, and nothing else."""
    return text[: match.start(group)] + new + text[match.end(group) :]


def drawn(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """One match of a pattern, by chance."""
    found = list(pattern.finditer(text))
    return chance.choice(found) if found else None


def like(old: str, new: str) -> str:
    """The new word with the capital of the old one."""
    return new[0].upper() + new[1:] if old[:1].isupper() else new
