"""Words in quotation marks that were not said so."""

from __future__ import annotations

import random
import re

from evals.mutations.polarity import opposite
from evals.mutations.sentence import Sentence, drawn, replaced

_QUOTED = re.compile(r"[“\"](?P<said>[^”\"]{12,})[”\"]")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_SAYS = re.compile(r"\b(?:said|says|added|told [A-Z]\w+)\b(?=[ .,])")


def edited(sentence: Sentence, chance: random.Random) -> str | None:
    """A word inside the quotation marks is its opposite, or another word of the article."""
    match = drawn(_QUOTED, sentence.text, chance)
    if match is None:
        return None
    said = match.group("said")
    new = opposite(Sentence(said, sentence.article), chance)
    if new is None:
        word = drawn(_WORD, said, chance)
        pool = sorted({one.group() for one in _WORD.finditer(sentence.article)} - set(said.split()))
        if word is None or not pool:
            return None
        new = replaced(said, word, chance.choice(pool))
    return replaced(sentence.text, match, new, "said")


def invented(sentence: Sentence, chance: random.Random) -> str | None:
    """Words of another article, said here."""
    found = [match.group("said") for other in sentence.others for match in _QUOTED.finditer(other)]
    pool = [said for said in found if said not in sentence.article]
    if not pool:
        return None
    match = drawn(_QUOTED, sentence.text, chance)
    if match is not None:
        return replaced(sentence.text, match, chance.choice(pool), "said")
    if drawn(_SAYS, sentence.text, chance) is None:
        return None
    return f"{sentence.text.rstrip('.')}, adding: “{chance.choice(pool)}”"
