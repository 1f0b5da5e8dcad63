"""One pair to learn from, and the file that keeps many."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from service.verification.evidence import Evidence, joined

# Words of evidence, up to what the service shows, so that their number tells nothing.
_BUDGETS = (60, 88, 88, 140)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, its evidence and 1 where the evidence supports it, 0 where not; `group` never lies in both halves."""

    source: str
    group: str
    claim: str
    evidence: str
    label: int
    weight: float = 1.0


def shown(source: str, group: str, claim: str, evidence: Evidence, label: int, around: str = "") -> Pair:
    """The pair of a claim with what would be shown of its evidence; `around` is what was said before the claim."""
    budget = _BUDGETS[int(digest(claim), 16) % len(_BUDGETS)]
    return Pair(source, group, claim, joined(evidence.best(claim, around, budget)), label)


def digest(text: str) -> str:
    """The SHA-256 of a text: an order and a split that no other row changes."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path) -> list[Pair]:
    """The pairs of a file."""
    return [Pair(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, pairs: Iterable[Pair]) -> None:
    """Keep the pairs in a file, one a line; it is whole or it is not there."""
    part = path.with_suffix(".part")
    part.write_text("".join(json.dumps(asdict(pair)) + "\n" for pair in pairs), encoding="utf-8")
    part.replace(path)
