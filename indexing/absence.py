"""Proof that a text is gone: stretches of it are looked for in the bytes of every file of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

# Long enough that no other text has it by chance. Quotes, backslashes and line ends are written otherwise in JSON.
_STRETCH: Final = re.compile(r"[^\"\\\x00-\x1f\ud800-\udfff]{24,}")
# What is quoted may be repeated without its sentence. Straight marks end a stretch anyway.
_QUOTED: Final = re.compile(r"[“„«]([^“”„«»\"\\\x00-\x1f\ud800-\udfff]{24,})[“”»]")
_EDGES: Final = " .,;:!?…“”„«»"
_SHORTEST, _LONGEST = 20, 80
_BLOCK: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Trace:
    """A file, or another store, that still holds what should be gone."""

    file: str
    probe: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked through, and what was found."""

    files: int
    bytes: int
    traces: tuple[Trace, ...]


class Sought:
    """Stretches of text that are looked for all at once, however many they are."""

    def __init__(self, stretches: Iterable[str]) -> None:
        """Look for these in UTF-8."""
        self._stretches = tuple(dict.fromkeys(one for one in stretches if one))
        encoded = [one.encode("utf-8", "surrogatepass") for one in self._stretches]
        self.longest = max(map(len, encoded), default=1)
        self._automaton = BytesAhoCorasick(encoded)

    def within(self, data: bytes) -> set[str]:
        """Those that stand in the bytes."""
        return {self._stretches[match[0]] for match in self._automaton.find_matches_as_indexes(data, overlapping=True)}

    def stands_in(self, text: str) -> bool:
        """Whether any of them stands in the text."""
        return bool(self.within(text.encode("utf-8", "surrogatepass")))


def probes(text: str) -> tuple[str, ...]:
    """The sentences of a text and its quotations, long ones in pieces, as they stand in its bytes wherever it is kept,
    also within JSON; without the marks at their ends, since who repeats them sets others.

    What is too short to be told from other texts is left out.
    """
    sentences = [one.group() for one in _STRETCH.finditer(text.replace(". ", ".\n"))]
    stretches = [one.strip(_EDGES) for one in (*sentences, *_QUOTED.findall(text))]
    pieces = (piece.strip() for stretch in stretches if len(stretch) >= _SHORTEST for piece in _pieces(stretch))
    return tuple(dict.fromkeys(pieces))


def _pieces(sentence: str) -> Iterator[str]:
    """The sentence in as few pieces of one length as none is too long of."""
    size = -(-len(sentence) // -(-len(sentence) // _LONGEST))
    return (sentence[start : start + size] for start in range(0, len(sentence), size))


def search(folder: Path, wanted: Iterable[str], passed_over: Iterable[Path] = ()) -> Search:
    """Look for the stretches in all files under a folder. A file that goes meanwhile holds nothing any more."""
    sought, left = Sought(wanted), set(passed_over)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path not in left)
    traces: list[Trace] = []
    size = 0
    for path in files:
        held: set[str] = set()
        for block, read in _blocks(path, sought.longest):
            held |= sought.within(block)
            size += read
        traces += [Trace(path.relative_to(folder).as_posix(), one) for one in sorted(held)]
    return Search(len(files), size, tuple(traces))


def _blocks(path: Path, overlap: int) -> Iterator[tuple[bytes, int]]:
    """The bytes of a file, each block with the end of the one before it, and how many of them are new."""
    before = b""
    try:
        with path.open("rb") as file:
            while read := file.read(_BLOCK):
                block = before + read
                yield block, len(read)
                before = block[-overlap:]
    except FileNotFoundError:
        return
