"""Things put beside the truth: another fact as if it belonged, a cause that nobody gave."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, names

_CLAUSE = re.compile(r",? (?P<link>and|while|but|after|before|as|when|because|since|although) (?=[a-z])")
_TAIL = re.compile(
    r"(?<=[a-z]) (?P<tail>(?:in|on|at|by|with|after|during|for|from|under|against|near|over) [^,;“”]{8,60}?)\.?$"
)
_CAUSES = (
    "because of a lack of money", "because of the pandemic", "after pressure from the government", "due to bad weather",
    "because of safety concerns", "following a court order", "because of rising costs", "after protests",
    "due to a technical fault", "because of a strike", "after a dispute over pay", "because of a shortage of staff",
    "in response to criticism", "because of the war in Ukraine", "after a complaint by a neighbour",
    "due to ill health",
)  # fmt: skip


def merged(sentence: Sentence, chance: random.Random) -> str | None:
    """The end of one sentence with the end of another of the article or of others: two facts made one."""
    tail = _TAIL.search(sentence.text)
    if tail is None:
        return None
    pool = [match.group("tail") for other in _near(sentence, chance) if (match := _TAIL.search(other))]
    lead = tail.group("tail").split()[0]
    pool = [one for one in pool if one not in sentence.article and one.split()[0] == lead] or [
        one for one in pool if one not in sentence.text
    ]
    return f"{sentence.text[: tail.start('tail')]}{chance.choice(pool)}." if pool else None


def cause(sentence: Sentence, chance: random.Random) -> str | None:
    """A reason that the article does not give."""
    if re.search(r"\b(?:because|due to|after|following|since)\b", sentence.text) or sentence.text.endswith(("?", "”")):
        return None
    given = [reason for reason in _CAUSES if reason.rsplit(" ", 1)[-1] not in sentence.article]
    return f"{sentence.text.rstrip('.')} {chance.choice(given)}." if given else None


def clause(sentence: Sentence, chance: random.Random) -> str | None:
    """A clause of another article, joined on."""
    pool = [
        other[match.start() :].rstrip(".")
        for other in sentence.others
        if (match := _CLAUSE.search(other))
        and 3 < len(other[match.end() :].split()) < 16
        and not names(other[match.end() :])
    ]
    return f"{sentence.text.rstrip('.')}{chance.choice(pool)}." if pool and sentence.text.endswith(".") else None


def _near(sentence: Sentence, chance: random.Random) -> list[str]:
    own = re.split(r"(?<=[.!?])\s+", sentence.article)
    return own if chance.random() < 0.6 else list(sentence.others)
