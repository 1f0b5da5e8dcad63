"""Names in a sentence as they stand, and whether two of them are surely names of two things. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.conflicts.regions import is_region
from service.verification.names import proper
from service.verification.spellings import expanded, key, related
from service.wording import Word, words

_TITLES = frozenset(
    """mr mrs ms dr sir dame lord lady prof professor president prime minister premier chancellor king queen prince
    princess senator governor mayor ambassador general admiral captain director coach chief executive ceo chairman
    secretary foreign defense defence state judge justice pope actor actress filmmaker host""".split()
)
_JOINS = frozenset("of de del van von bin al the".split())
# What may stand between two words of one name.
_TITLED = re.compile(r"\.?[\s-]+|: ")
_LONGEST_NAME = 3
_RENAMED = re.compile(
    r"\b(?:formerly|former name|renamed|rebranded|(?:also|now|better) known as|parent)\b", re.IGNORECASE
)
_CLOSE = re.compile(r"\.?[\s-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its words, and which of them can only be parts of names."""

    text: str
    words: tuple[Word, ...]
    proper: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """Read a sentence. In a headline a capital tells no name, and none is found."""
        found = tuple(words(text))
        starts = set[int]() if _is_headline(found) else {word.start for word in proper(text)}
        return cls(text, found, frozenset(at for at, word in enumerate(found) if word.start in starts))

    def lower(self, at: int) -> str:
        """The word at a place in lower case, nothing outside the sentence."""
        return self.words[at].text.casefold() if 0 <= at < len(self.words) else ""

    def between(self, at: int) -> str:
        """What stands between the word at a place and the one after it."""
        if not 0 <= at < len(self.words) - 1:
            return ""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def name_ending(self, at: int) -> "Mention | None":
        """The name whose last word stands at a place."""
        if at not in self.proper:
            return None
        start = at
        while self._reaches(start - 1):
            start -= 1
        while start < at and (self.lower(start) in _JOINS or start not in self.proper):
            start += 1
        return self._mention(start, at + 1)

    def name_starting(self, at: int) -> "Mention | None":
        """The name whose first word stands at a place, titles before it or not."""
        end = at
        while end < len(self.words) and (end in self.proper or self.lower(end) in _TITLES):
            end += 1
            if end < len(self.words) and not _CLOSE.fullmatch(self.between(end - 1)):
                break
            if self.lower(end) in _JOINS and end + 1 in self.proper:
                end += 1
        return self._mention(at, end) if end > at and end - 1 in self.proper else None

    def runs(self) -> "Iterator[Mention]":
        """The names of the sentence with what a colon adds to them, as "Avengers: Endgame", titles and all."""
        start = None
        for at in range(len(self.words)):
            if start is None and at not in self.proper:
                continue
            start = at if start is None else start
            if not self._goes_on(at):
                text = self.text[self.words[start].start : self.words[at].end]
                keys = frozenset(key(word.text) for word in self.words[start : at + 1])
                yield Mention(start, at + 1, text, keys)
                start = None

    def _goes_on(self, at: int) -> bool:
        between = self.between(at)
        # What a colon adds to a title is capitalised too.
        named = at + 1 in self.proper or (between == ": " and self.words[at + 1].text[0].isupper())
        return named and bool(_TITLED.fullmatch(between))

    def _reaches(self, at: int) -> bool:
        inside = at in self.proper or (self.lower(at) in _JOINS and at - 1 in self.proper)
        return at >= 0 and inside and bool(_CLOSE.fullmatch(self.between(at)))

    def _mention(self, start: int, end: int) -> "Mention":
        titled = [at for at in range(start, end - 1) if self.lower(at) in _TITLES]
        first = titled[-1] + 1 if titled else start
        text = self.text[self.words[first].start : self.words[end - 1].end]
        return Mention(start, end, text, frozenset(key(word.text) for word in self.words[first:end]) - _JOINS)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at the words `start:end` of a sentence; its titles are not part of `text` and `keys`."""

    start: int
    end: int
    text: str
    keys: frozenset[str]


def differ(one: Mention, other: Mention) -> bool:
    """Whether the two name different things: no word in common in any form, and both are regions or neither is.

    A city and its country, or a country and its president, are told for one another.
    """
    if is_region(one.text) is not is_region(other.text) or not one.keys or not other.keys:
        return False
    mine, theirs = one.keys | expanded(one.text), other.keys | expanded(other.text)
    return not mine & theirs and not any(related(a, b) for a in mine for b in theirs)


def _is_headline(found: Sequence[Word]) -> bool:
    said = [word for word in found if word.carries_content and word.text[0].isalpha()]
    return len(said) > _LONGEST_NAME and all(word.text[0].isupper() for word in said)


def may_be_one(name: Mention, other: Mention, sentences: Iterable[str]) -> bool:
    """Whether a sentence tells the two names for one another: "Harlow, formerly Dunmore Lines"."""
    return any(_RENAMED.search(one) and stands_in(name, one) and stands_in(other, one) for one in sentences)


def stands_in(name: Mention, text: str) -> bool:
    """Whether a word of the name stands in the text in some form."""
    there = expanded(text)
    return bool(name.keys & there) or any(related(one, other) for one in name.keys for other in there)


def of_another(sentence: Sentence, name: Mention, question: str) -> bool:
    """Whether a name of the sentence holds a name of the question and more, as "Avengers: Endgame" does "Avengers"."""
    asked = frozenset(key(word.text) for word in words(question))
    named = frozenset(key(word.text) for word in Sentence.of(question).words if word.text[0].isupper())
    others = (one for one in sentence.runs() if one.end <= name.start or name.end <= one.start)
    return any(one.keys & named and one.keys - asked - _TITLES for one in others)


def all_differ(found: Iterable[Mention]) -> bool:
    """Whether each two of the names differ."""
    listed = list(found)
    return all(differ(one, other) for at, one in enumerate(listed) for other in listed[at + 1 :])
