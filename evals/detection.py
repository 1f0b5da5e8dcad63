"""How well detectors find what was planted: recall by class of fabrication, false alarms by control.

caught   claims judged contradicted or unsupported / claims; for a control this is the rate of false alarms
stopped  claims not judged supported / claims: what strict mode would not emit

Bounds are those of the Wilson interval of `caught`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from evals.planting import Planted
from evals.stats import Share
from service.answers import Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """A detector's word on one claim; `score` is its stated chance that the claim is supported, where it states one."""

    verdict: Verdict
    score: float | None = None

    @property
    def caught(self) -> bool:
        """Whether the claim was called contradicted or unsupported."""
        return self.verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)


Detector = Callable[[str, Sequence[str]], Found]
"""A claim and what it rests on in, a verdict out."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One claim, and by detector what was said of it and the seconds that took."""

    claim: Planted
    found: Mapping[str, Found]
    seconds: Mapping[str, float]


def tried(detectors: Mapping[str, Detector], claims: Iterable[Planted], *, whole: bool) -> tuple[Tried, ...]:
    """Each claim put to each detector; `whole` gives the article in place of the quotes."""
    return tuple(_tried(detectors, one, [one.article] if whole else one.quotes) for one in claims)


def caught(tries: Iterable[Tried], detector: str) -> Share:
    """How many of the claims one detector caught."""
    found = [one.found[detector].caught for one in tries]
    return Share(sum(found), len(found))


def by_kind(tries: Iterable[Tried], *, true: bool) -> dict[str, tuple[Tried, ...]]:
    """The planted claims by class, or with `true` the controls by kind; names sorted."""
    kinds: dict[str, list[Tried]] = {}
    for one in tries:
        if one.claim.true == true:
            kinds.setdefault(one.claim.kind, []).append(one)
    return {kind: tuple(kinds[kind]) for kind in sorted(kinds)}


def detection(tries: Sequence[Tried]) -> dict[str, dict[str, object]]:
    """The figures by kind of claim and detector."""
    rows = {
        f"{name} {kind}": _row(some)
        for name, true in (("control", True), ("planted", False))
        for kind, some in by_kind(tries, true=true).items()
    }
    spent = {name: [one.seconds[name] for one in tries] for name in (tries[0].found if tries else ())}
    return {**rows, "median_ms": {name: round(1000 * median(some), 2) for name, some in spent.items()}}


def _tried(detectors: Mapping[str, Detector], claim: Planted, evidence: Sequence[str]) -> Tried:
    found: dict[str, Found] = {}
    seconds: dict[str, float] = {}
    for name, detector in detectors.items():
        began = time.perf_counter()
        found[name] = detector(claim.claim, evidence)
        seconds[name] = time.perf_counter() - began
    return Tried(claim, found, seconds)


def _row(tries: Sequence[Tried]) -> dict[str, object]:
    row: dict[str, object] = {"n": len(tries)}
    for name in tries[0].found:
        share = caught(tries, name)
        interval = share.interval()
        supported = sum(one.found[name].verdict is Verdict.SUPPORTED for one in tries)
        row[f"{name}_caught"] = _rounded(share.value)
        row[f"{name}_low"] = _rounded(interval.low if interval else None)
        row[f"{name}_high"] = _rounded(interval.high if interval else None)
        row[f"{name}_stopped"] = _rounded(Share(len(tries) - supported, len(tries)).value)
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
