"""Proof that a text is gone: stretches of it are looked for in the bytes of every file of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# So many stretches of a text, evenly spread over it, each at most so long.
PROBES: Final = 24
_LONGEST: Final = 80
# Long enough that no other text has it by chance. Quotes, backslashes and line ends are written otherwise in JSON.
_STRETCH: Final = re.compile(r"[^\"\\\x00-\x1f\ud800-\udfff]{24,}")
_BLOCK: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Trace:
    """A file that still holds what should be gone."""

    file: str
    probe: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked through, and what was found."""

    files: int
    bytes: int
    traces: tuple[Trace, ...]


def probes(text: str) -> tuple[str, ...]:
    """Stretches of a text that stand in its bytes wherever it is kept, also within JSON."""
    found = [one.group().strip()[:_LONGEST].strip() for one in _STRETCH.finditer(text.replace(". ", ".\n"))]
    step = max(1, -(-len(found) // PROBES))
    return tuple(dict.fromkeys(found[::step]))


def search(folder: Path, wanted: Sequence[str], passed_over: Iterable[Path] = ()) -> Search:
    """Look for the stretches in all files under a folder. A file that goes meanwhile holds nothing any more."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path not in set(passed_over))
    encoded = {one: one.encode("utf-8", "surrogatepass") for one in wanted}
    traces: list[Trace] = []
    for path in files:
        held: set[str] = set()
        for block in _blocks(path, max(map(len, encoded.values()), default=1)):
            held |= {one for one, sought in encoded.items() if sought in block}
        traces += [Trace(path.relative_to(folder).as_posix(), one) for one in wanted if one in held]
    return Search(len(files), sum(map(_size, files)), tuple(traces))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _blocks(path: Path, overlap: int) -> Iterator[bytes]:
    """The bytes of a file, each block with the end of the one before it."""
    before = b""
    try:
        with path.open("rb") as file:
            while read := file.read(_BLOCK):
                block = before + read
                yield block
                before = block[-overlap:]
    except FileNotFoundError:
        return
