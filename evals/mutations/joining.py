"""True sentences tied together, and he and she called by name: controls that no detector should flag."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence

_PERSON = re.compile(r"(?<=\w )(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][a-z]+)(?=[ ,.])")
_PRONOUN = re.compile(r"^(?P<who>He|She) (?=[a-z])")
_BREAK = re.compile(r"(?<=[.!?])\s+")


def two_true(sentence: Sentence, chance: random.Random) -> str | None:
    """The sentence and the next one of the article in one."""
    after = _after(sentence)
    if after is None or len((sentence.text + after).split()) > 55 or "“" in sentence.text + after:
        return None
    link = chance.choice((", and ", "; ", ", while "))
    first = after.split()[0]
    keep = first[0].isupper() and first not in (
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "In",
        "But",
        "This",
        "There",
    )
    return f"{sentence.text.rstrip('.')}{link}{after if keep else after[0].lower() + after[1:]}"


def pronoun_resolved(sentence: Sentence, chance: random.Random) -> str | None:
    """The name for "he" or "she", where the sentence before names one person only."""
    match = _PRONOUN.match(sentence.text)
    at = sentence.article.find(sentence.text)
    if match is None or at <= 0:
        return None
    before = _BREAK.split(sentence.article[max(0, at - 400) : at].strip())[-1]
    people = {one.group() for one in _PERSON.finditer(before)}
    return people.pop() + sentence.text[match.end() - 1 :] if len(people) == 1 else None


def _after(sentence: Sentence) -> str | None:
    at = sentence.article.find(sentence.text)
    if at < 0:
        return None
    rest = sentence.article[at + len(sentence.text) :][:400]
    if not rest.startswith(" "):
        return None
    after = _BREAK.split(rest.split("\n")[0].strip())[0]
    return after if after.endswith(".") and len(after.split()) > 4 else None
