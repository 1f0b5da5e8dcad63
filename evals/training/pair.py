"""One pair to learn from, and the file that keeps many."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, its evidence and 1 where the evidence supports it, 0 where not; `group` never lies in both halves."""

    source: str
    group: str
    claim: str
    evidence: str
    label: int
    weight: float = 1.0


def read(path: Path) -> list[Pair]:
    """The pairs of a file."""
    return [Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, pairs: Iterable[Pair]) -> None:
    """Keep the pairs in a file, one a line; it is whole or it is not there."""
    part = path.with_suffix(".part")
    part.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in pairs), encoding="utf-8")
    part.replace(path)
