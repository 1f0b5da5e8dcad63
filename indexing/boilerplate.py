"""Lines that a publisher prints in its articles whatever they tell: "Follow us on ...", who contributed, house rules.

Such a line is an aside: it speaks to the reader or of the paper, and the rest of its article hardly uses its words. So
"No one was injured" in five reports stays, and so does the background of a running story. An aside of several articles
is boilerplate. On the 4,000 articles of realtimeqa, which it was made on, 25 lines are asides in five articles of one
site, all of them boilerplate; they stand 530 times, most in the middle of an article, so their place tells nothing.
Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Self
from urllib.parse import urlsplit

from indexing.articles import Fields, Passage
from indexing.blocks import Block, Kind, blocks

SCHEME: Final = "asides 1"
"""What the keys of asides depend on: those of another scheme cannot be counted with these."""

# What share of a line's telling words the rest of its article may use.
_SHARED: Final = 1 / 2
# Boilerplate stands together and shares words ("Follow us on X", "Follow us on Facebook"): so many lines on each side
# are no rest, where there are enough others.
_BESIDE, _ENOUGH = 2, 9
_TELLING: Final = re.compile(r"\w{5,}|(?<=[\w,’')] )[A-Z]\w+")
_WORD: Final = re.compile(r"\w+")
_QUOTED: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_TO_READERS: Final = re.compile(
    r"\b(?:you|yours?|us|our|we|click|app|copyright|rights reserved|contributed|editors?|newsletters?|subscri\w+|"
    r"sign(?:ing)? up|e-?mails?|podcasts?|this (?:story|article|report|post|page|piece|newsletter|series|column|site|"
    r"website|material|transcript|podcast|episode|video|interview|blog))\b|@\w|https?://|www\.",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"[.!…][\"'”’»)\]]*$")
# A shorter line says nothing; a shorter one that is not closed as sentences are may be a heading.
_FEWEST, _FEWEST_OPEN = 4, 7
_LONGEST: Final = 450


@dataclass(frozen=True, slots=True)
class Paper:
    """Who publishes an article, as it says, else the host of its address; all that say neither are one publisher's."""

    name: str
    letters: str

    @classmethod
    def of(cls, fields: Fields) -> Self:
        """The publisher of an article."""
        return cls.named(fields.publisher, fields.url)

    @classmethod
    @lru_cache(maxsize=4096)
    def named(cls, publisher: str | None, url: str | None) -> Self:
        """The publisher of this name, or at this address."""
        name = (publisher or _host(url or "").removeprefix("www.")).casefold()
        return cls(name, _letters(name if publisher else max(name.split("."), key=len)))

    def key(self, line: str) -> int:
        """64 bits for a line in whatever case and spacing. Figures count: they may be what a line tells."""
        said = f"{self.name}\x1f{_plain(line)}".encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)

    def may_print(self, line: str, kind: Kind) -> bool:
        """Whether a line has the form of boilerplate."""
        count = len(line.split())
        if kind is Kind.HEADING or len(line) > _LONGEST or count < (_FEWEST if _CLOSED.search(line) else _FEWEST_OPEN):
            return False
        said = _QUOTED.sub(" ", line)
        return bool(_TO_READERS.search(said) or (self.letters and self.letters in _letters(said)))

    def telling(self, line: str) -> frozenset[str]:
        """The words of a line that tell something: the longer ones and the names, without the paper's own."""
        words = (word.casefold() for word in _TELLING.findall(line))
        return frozenset(word for word in words if word not in self.letters)


def asides(text: str, fields: Fields) -> frozenset[int]:
    """The keys of those lines of an article that the rest of it does not speak of."""
    paper = Paper.of(fields)
    lines = {_plain(line): (line, block.kind) for line, block in _lines(text)}
    words = [frozenset(_WORD.findall(plain)) for plain in lines]
    uses = Counter(word for some in (*words, _WORD.findall((fields.title or "").casefold())) for word in some)
    return frozenset(
        paper.key(line)
        for place, (line, kind) in enumerate(lines.values())
        if paper.may_print(line, kind) and _is_apart(paper.telling(line), uses, _beside(words, place))
    )


def _beside(words: Sequence[frozenset[str]], place: int) -> Counter[str]:
    """How many of the lines that are no rest use each word: the line itself, and its neighbours among many lines."""
    beside = _BESIDE if len(words) >= _ENOUGH else 0
    return Counter(word for some in words[max(0, place - beside) : place + beside + 1] for word in some)


def _is_apart(telling: frozenset[str], uses: Counter[str], beside: Counter[str]) -> bool:
    shared = sum(uses[word] > beside[word] for word in telling)
    return bool(telling) and shared <= _SHARED * len(telling)


@lru_cache(maxsize=4096)
def keys(passage: Passage, paper: Paper) -> frozenset[int]:
    """The keys of the lines of a passage; whether they have the form of boilerplate takes longer to tell."""
    return frozenset(paper.key(line) for line, block in _lines(passage.text) if block.kind is not Kind.HEADING)


def without(passage: Passage, paper: Paper, boilerplate: Collection[int]) -> tuple[Passage, ...]:
    """What a passage says between its lines of boilerplate, each stretch with the heading that it stands under."""
    if keys(passage, paper).isdisjoint(boilerplate):
        return (passage,)
    stretches: list[tuple[int, int, str | None]] = []
    heading, is_open = passage.heading, False
    for line, block in _lines(passage.text):
        if block.kind is Kind.HEADING:
            heading = line
        elif paper.key(line) in boilerplate:
            is_open = False
        else:
            start, _, above = stretches.pop() if is_open else (block.start, 0, heading)
            stretches.append((start, block.end, above))
            is_open = True
    return tuple(_part(passage, *one) for one in stretches)


def bare(passage: Passage) -> Passage:
    """The place of a passage that says nothing but boilerplate, without its text."""
    return replace(passage, end=passage.start, text="")


def _part(passage: Passage, start: int, end: int, heading: str | None) -> Passage:
    text = passage.text[start:end]
    return replace(passage, start=passage.start + start, end=passage.start + end, text=text, heading=heading)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _lines(text: str) -> Iterator[tuple[str, Block]]:
    return ((text[block.start : block.end], block) for block in blocks(text))


def _plain(line: str) -> str:
    return " ".join(line.casefold().split())


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
