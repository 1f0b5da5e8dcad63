"""How well detectors find what was planted: recall by class of fabrication, false alarms by control.

caught   claims judged contradicted or unsupported / claims; for a control this is the rate of false alarms
stopped  claims not judged supported / claims: what strict mode would not emit

Bounds are those of the Wilson interval of `caught`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from evals.planting import Planted
from evals.stats import Share
from service.answers import Verdict

Detector = Callable[[str, Sequence[str]], Verdict]
"""A claim and what it rests on in, a verdict out."""

_FALSE = frozenset({Verdict.CONTRADICTED, Verdict.UNSUPPORTED})


def detection(
    detectors: Mapping[str, Detector], claims: Iterable[Planted], *, whole: bool
) -> dict[str, dict[str, object]]:
    """The figures by kind of claim and detector; `whole` gives the article in place of the quotes."""
    verdicts: dict[str, dict[str, Counter[Verdict]]] = {}
    spent: dict[str, list[float]] = {name: [] for name in detectors}
    for one in claims:
        kind = f"{'control' if one.true else 'planted'} {one.kind}"
        counted = verdicts.setdefault(kind, {name: Counter() for name in detectors})
        evidence = [one.article] if whole else one.quotes
        for name, detector in detectors.items():
            began = time.perf_counter()
            counted[name][detector(one.claim, evidence)] += 1
            spent[name].append(time.perf_counter() - began)
    rows = {kind: _row(verdicts[kind]) for kind in sorted(verdicts)}
    return {**rows, "median_ms": {name: round(1000 * median(some), 2) for name, some in spent.items() if some}}


def _row(counted: Mapping[str, Counter[Verdict]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, verdicts in counted.items():
        every = verdicts.total()
        caught = Share(sum(verdicts[verdict] for verdict in _FALSE), every)
        interval = caught.interval()
        row["n"] = every
        row[f"{name}_caught"] = _rounded(caught.value)
        row[f"{name}_low"] = _rounded(interval.low if interval else None)
        row[f"{name}_high"] = _rounded(interval.high if interval else None)
        row[f"{name}_stopped"] = _rounded(Share(every - verdicts[Verdict.SUPPORTED], every).value)
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
