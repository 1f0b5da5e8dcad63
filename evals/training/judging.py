"""The development claims with what entailment and the rules say of each: asked once, then kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from evals.training.calibration import Row
from evals.training.pair import digest
from evals.training.pairs import rows
from service.verification import decisive
from service.verification.entailment import EmbeddedEntailment, Entailment
from service.verification.rules import broken
from service.verification.support import parts, signals
from service.wording import overlap

THREADS = 2
# Without a learned check, rules could call supported only what is told in the words of the evidence.
WORDED = 0.75


def judged_rows(claims: Path, kept: Path) -> list[Row]:
    """A row for each claim of the file, in its order."""
    if not kept.exists():
        entailment = EmbeddedEntailment()
        every = list(rows(claims))
        kept.parent.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(partial(_row, entailment=entailment), every))
        kept.write_text("".join(json.dumps(asdict(row)) + "\n" for row in found), encoding="utf-8")
    return list(_read(kept))


def _row(row: dict[str, Any], entailment: Entailment) -> Row:
    premises = [row["premise"]]
    found, reasons = parts(row["hypothesis"], premises, entailment), broken(row["hypothesis"], premises)
    return Row(
        row["source"],
        digest(row["premise"]),
        row["label"],
        passed_rules=not reasons and overlap(row["hypothesis"], premises) >= WORDED,
        decided=decisive(row["hypothesis"], premises, reasons),
        broken=bool(reasons),
        told=min(part.overlap for part in found),
        signals=signals(found, [reason.rule for reason in reasons]),
    )


def _read(kept: Path) -> Iterator[Row]:
    for line in kept.read_text(encoding="utf-8").splitlines():
        yield Row(**json.loads(line))
