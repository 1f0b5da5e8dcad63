"""Deeds: what a text has as done, "sold", "has been sold", "reached an agreement", and which words tell of one deed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.verification.synonyms import same
from service.verification.verbs import base, bases, is_past
from service.wording import Word

_HAVE = frozenset("has have had".split())
_HELP = frozenset("has have had did was were been also then soon again now once both".split())
# "Is sold", "to be sold", "are getting married" are not done yet, or not at one time.
_NOT_PAST = frozenset("be being is are get gets getting to".split())
_EMPTY = bases("be have do go get come take say tell call set cost")
_REACHES = bases("reach strike come conclude make seal clinch sign")
_AGREEMENT = frozenset("agreement agreements deal deals accord accords pact pacts".split())
_CLOSER = frozenset("closer nearer close near".split())
PAUSE = re.compile(r"[,;:.!?()“”\"–—]")
"""What parts words that do not belong together."""

_NEAR = 4
# One deed in other words, where `synonyms` would say too much of any two words.
_DEEDS = tuple(
    bases(group)
    for group in (
        "send move transfer dispatch relocate reassign post",
        "agree settle deal agreement accord pact",
        "buy purchase acquire acquisition takeover",
        "fire dismiss sack",
        "close shut",
        "free release liberate",
        "join sign",
        "resign quit",
        "approve pass adopt",
        "form create establish found",
        "hire appoint recruit",
    )
)
_WORKED_ON = bases("develop create make build finish complete produce design write")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed told as done in the words at `start:end` of a text, its past form at `at`; `verb` says what it is."""

    verb: str
    start: int
    at: int
    end: int

    def moved(self, by: int) -> "Deed":
        """The deed as it stands in a text that has this one at `by`."""
        return Deed(self.verb, self.start + by, self.at + by, self.end + by)


def deeds(text: str, told: tuple[Word, ...]) -> Iterator[Deed]:
    """What a text has as done, by the past forms among its words; of "reached an agreement" it is the agreement."""
    for place, word in enumerate(told):
        first = _begins(told, place)
        helps = {one.text.casefold() for one in told[first:place]}
        done = is_past(word.text) or ("did" in helps and word.carries_content)
        if not (done or helps & _HAVE) or (first and told[first - 1].text.casefold() in _NOT_PAST):
            continue
        agreed = _agreement(text, told[place : place + _NEAR + 1])
        if agreed:
            yield Deed(agreed.text, told[first].start, word.start, agreed.end)
        elif done and base(word.text) not in _EMPTY:
            yield Deed(word.text, told[first].start, word.start, word.end)


def _begins(told: tuple[Word, ...], place: int) -> int:
    """Where the helping words and adverbs before a verb begin."""
    while place and _helps(told[place - 1].text):
        place -= 1
    return place


def _helps(word: str) -> bool:
    return word.casefold() in _HELP or (word.endswith("ly") and word.islower())


def _agreement(text: str, told: tuple[Word, ...]) -> Word | None:
    """The agreement that a word is said to have reached."""
    if base(told[0].text) not in _REACHES:
        return None
    place = next((at for at, word in enumerate(told) if word.text.casefold() in _AGREEMENT), 0)
    closer = any(word.text.casefold() in _CLOSER for word in told[:place])
    return None if not place or closer or PAUSE.search(text, told[0].end, told[place].start) else told[place]


@cache
def one_deed(one: str, other: str) -> bool:
    """Whether two words, as verbs or as nouns, may tell of one deed: "agree" and "accord", "send" and "transfer"."""
    first, second = base(one), base(other)
    return same(one, other) or any(first in group and second in group for group in _DEEDS)


def ends_work(verb: str) -> bool:
    """Whether the deed is the end of what one worked on: who works on a book has not written it."""
    return base(verb) in _WORKED_ON
