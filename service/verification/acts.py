"""Acts: who does what to whom, read off the order of words where a text leaves no doubt of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexing.sentences import sentences
from service.verification.pieces import Piece, Sort, pieces
from service.verification.spellings import key
from service.verification.synonyms import same
from service.verification.verbs import base, bases, is_finite, is_past

_BE = frozenset("is are was were be been being".split())
_MODALS = frozenset("may might could would should can must will shall".split())
_WHO = frozenset("who which".split())
_BESIDE = _BE | _MODALS | _WHO | frozenset("has have had also later then again once since just".split())
_GAP = 5
_TOWARDS = frozenset("to against at on over after for".split())
# These take a clause behind them, mean the same both ways round, or tell little of who acts.
_TELLS_NOTHING = bases(
    """say think believe know claim hope fear suggest argue insist note add report show mean expect want deny confirm
    reveal be have do see feel meet marry wed divorce date kiss hug fight join face battle play border resemble equal
    rival match accompany cause come contact"""
)
_LEANS = frozenset("of by in with to at from for on via about against than like between near".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_ASIDE = re.compile(r",\s[^,.;:]{2,60},\s")
_TOGETHER = re.compile(r"\.?[\s-]+")
_HIM = frozenset({"him", "her"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start:end` of a text, by the keys of its words."""

    keys: frozenset[str]
    text: str
    start: int
    end: int

    def is_one_with(self, other: "Name") -> bool:
        """Whether one name is a part of the other: "Berg" of "Anna Berg"."""
        return self.keys <= other.keys or other.keys <= self.keys


@dataclass(frozen=True, slots=True)
class Act:
    """A verb with who does it and to whom. `towards` is a preposition between verb and receiver, or nothing.

    `sure` is whether it is told as a fact: not as what may, should or will be.
    """

    verb: str
    towards: str
    doer: Name
    receiver: Name
    sentence: str
    sure: bool

    def reverses(self, other: "Act") -> bool:
        """Whether this is the same deed with the two in each other's place."""
        return self._is_deed_of(other) and self._pairs(other.receiver, other.doer)

    def repeats(self, other: "Act") -> bool:
        """Whether this is the same deed by and to the same."""
        return self._is_deed_of(other) and self._pairs(other.doer, other.receiver)

    def _is_deed_of(self, other: "Act") -> bool:
        return self.towards == other.towards and same(self.verb, other.verb)

    def _pairs(self, doer: Name, receiver: Name) -> bool:
        return self.doer.is_one_with(doer) and self.receiver.is_one_with(receiver)


def acts(text: str) -> Iterator[Act]:
    """The acts of a text. Who stands right before the verb does it, who stands right behind has it done to them.

    A passive with "by" is turned round; "him" and "her" are read where the sentence names just one other before.
    """
    for span in sentences(text):
        inside = [one for one in pieces(text) if span.start <= one.start < span.end]
        names = [_name(run) for run in _runs(text, inside)]
        for at, verb in enumerate(inside):
            found = _act(text, inside, at, names) if _is_deed(verb) else None
            if found is not None:
                yield Act(*found, sentence=text[span.start : span.end], sure=_is_sure(inside, at))


def _act(text: str, inside: Sequence[Piece], at: int, names: Sequence[Name]) -> tuple[str, str, Name, Name] | None:
    doer = _doer(text, inside, at, names)
    if doer is None or at + 1 >= len(inside):
        return None
    passive = any(one.key in _BE for one in _beside(inside, at))
    next_one = inside[at + 1]
    towards = next_one.key if next_one.key in _TOWARDS | {"by"} else ""
    place = at + 2 if towards else at + 1
    receiver = _receiver(text, inside, place, names, doer)
    if receiver is None or doer.is_one_with(receiver) or passive != (towards == "by"):
        return None
    verb = inside[at].text
    return (verb, "", receiver, doer) if passive else (verb, towards, doer, receiver)


def _doer(text: str, inside: Sequence[Piece], at: int, names: Sequence[Name]) -> Name | None:
    beside = _beside(inside, at)
    first = beside[0] if beside else inside[at]
    name = next((one for one in reversed(names) if one.end <= first.start), None)
    if name is None or _POSSESSIVE.search(name.text):
        return None
    between = text[name.end : first.start]
    relative = first.key in _WHO
    if between.strip() and not (relative and between.strip() == ",") and not _ASIDE.fullmatch(between):
        return None
    before = next((one.key for one in reversed(inside) if one.end <= name.start), "")
    if before == "of" or (before in _LEANS and not (relative and "," in between)):
        # "With Tom Briggs, Ana Reyes": a comma ends what leans.
        return None
    return name


def _receiver(text: str, inside: Sequence[Piece], place: int, names: Sequence[Name], doer: Name) -> Name | None:
    if place >= len(inside):
        return None
    first = inside[place]
    if text[inside[place - 1].end : first.start].strip(" \n") not in ("", "the"):
        return None
    if first.key in _HIM:
        others = [one for one in names if one.end <= first.start and not one.is_one_with(doer)]
        return others[0] if others and all(one.is_one_with(others[0]) for one in others) else None
    name = next((one for one in names if one.start == first.start), None)
    if name is None or _POSSESSIVE.search(name.text):
        return None
    behind = next((one for one in inside if one.start >= name.end), None)
    if behind is None or text[name.end : behind.start].strip():
        return name
    return None if (behind.tells and behind.sort is Sort.WORD) or is_finite(behind.text) else name


def _beside(inside: Sequence[Piece], at: int) -> Sequence[Piece]:
    """The helping words and adverbs right before a verb."""
    start = at
    while start and at - start < _GAP and _helps(inside[start - 1]):
        start -= 1
    return inside[start:at]


def _helps(one: Piece) -> bool:
    plain = one.text.casefold()
    return one.sort is Sort.WORD and (plain in _BESIDE or (plain.endswith("ly") and plain != "only"))


def _is_sure(inside: Sequence[Piece], at: int) -> bool:
    return not any(one.text.casefold() in _MODALS for one in _beside(inside, at))


def _is_deed(one: Piece) -> bool:
    plain = one.text
    finite = is_past(plain) or is_finite(plain)
    return one.sort is Sort.WORD and one.tells and plain.islower() and finite and base(plain) not in _TELLS_NOTHING


def _runs(text: str, inside: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The names of a sentence: capitalised pieces with nothing but space between them."""
    run: list[Piece] = []
    for one, after in pairwise([*inside, None]):
        if one is None or one.sort is not Sort.NAME:
            continue
        run.append(one)
        joined = after is not None and after.sort is Sort.NAME and _TOGETHER.fullmatch(text, one.end, after.start)
        if not joined or _POSSESSIVE.search(one.text):
            yield run
            run = []


def _name(run: Sequence[Piece]) -> Name:
    return Name(frozenset(key(one.text) for one in run), " ".join(one.text for one in run), run[0].start, run[-1].end)
