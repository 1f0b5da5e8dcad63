"""Labelled pages to fit the weighing of lines on: each as it is, and as other pages would print it.

A page is a text file with a line for each line of it: "- " before what is page junk, "+ " before the article's.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexing.cleaning import by_rules
from indexing.cleaning.signs import signs
from indexing.readers.markup import parse

# How much of the junk a page keeps that has a part of it, and how likely a line decides anew in a run.
_KEPT: Final = 0.3
_TURNS: Final = 0.25
# How much of what the rules know is hidden: on pages of others they know less than on those that they were mended on.
HIDDEN: Final = 0.5
# A part of a page counts half of the whole.
_PART: Final = 0.5
_SHORTEST: Final = 3

Marked = Sequence[tuple[bool, str]]
"""The lines of a page, and whether each is junk."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A page to learn from: the signs of each line, whether it is junk, and how much the page counts."""

    signs: tuple[tuple[str, ...], ...]
    junk: tuple[bool, ...]
    weight: float


def learnt(folder: Path) -> list[Marked]:
    """The labelled pages under a folder, without every other one of the third set, by name: those are held out."""
    third = sorted(folder.glob("heldout/third/*.txt"))[0::2]
    others = (sorted(folder.glob(part)) for part in ("heldout/first/*.txt", "heldout/second/*.txt", "labelled/*.txt"))
    return [_read(page) for page in [*(page for some in others for page in some), *third]]


def _read(page: Path) -> Marked:
    return [(line[0] == "-", line[2:]) for line in page.read_text(encoding="utf-8").splitlines()]


def variants(pages: Sequence[Marked], seed: int) -> list[Variant]:
    """Each page in four ways, and in four again with a share of what the rules know unknown."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    return [
        _variant(some, weight, share, chance)
        for page in pages
        for share in (0.0, HIDDEN)
        for some, weight in _ways(page, chance)
        if len(some) >= _SHORTEST
    ]


def _ways(page: Marked, chance: random.Random) -> Iterator[tuple[Marked, float]]:
    """Whole, without its junk, with a part of it, and without what stands above and below the body."""
    yield page, 1.0
    yield [line for line in page if not line[0]], _PART
    yield _thinned(page, chance), _PART
    body = [index for index, (junk, _) in enumerate(page) if not junk]
    yield page[body[0] : body[-1] + 1] if body else [], _PART


def _thinned(page: Marked, chance: random.Random) -> Marked:
    """With a part of its junk, which goes and stays in runs."""
    kept: list[tuple[bool, str]] = []
    stays = False
    for index, (junk, text) in enumerate(page):
        if junk and (index == 0 or not page[index - 1][0] or chance.random() < _TURNS):
            stays = chance.random() < _KEPT
        if stays or not junk:
            kept.append((junk, text))
    return kept


def _variant(page: Marked, weight: float, hidden: float, chance: random.Random) -> Variant:
    lines = parse("\n\n".join(text for _, text in page), plain=True).lines
    # A blank line after each: the line at `index` is at 2 * index + 1 of the source.
    junk = {2 * index + 1: label for index, (label, _) in enumerate(page)}
    marks, authors = by_rules(lines)
    known = {index for index in sorted(marks) if chance.random() >= hidden}
    return Variant(tuple(signs(lines, known, authors)), tuple(junk.get(line.number, False) for line in lines), weight)
