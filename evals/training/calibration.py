"""Fits what weighs entailment and rules together, and the thresholds, on the development claims.

Each half of the claims, by a digest of the premise, is judged by the coefficients and thresholds that the other half
gave; those are the figures reported. What is shipped is fitted on both. Every source weighs the same, and in it true
and false claims.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.bench.claims import auc
from evals.regression import logistic
from service.verification import COPIED
from service.verification.support import SIGNALS

RIDGE = 3.0
PRECISION = 0.95
COVERAGE = 0.35
LEAST = 0.1
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """The signals of one claim, and whether it is supported.

    `passed_rules`: the rules alone call it supported. `broken`: it breaks one. `decided`: it breaks one in such a way
    that the service flags it whatever the network says. `told`: the share of its words that its evidence holds.
    """

    source: str
    group: str
    label: int
    passed_rules: bool
    decided: bool
    broken: bool
    told: float
    signals: Mapping[str, float]

    @property
    def half(self) -> int:
        """0 or 1 by a digest of the premise."""
        return int(hashlib.sha256(self.group.encode()).hexdigest(), 16) % 2


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients and thresholds."""

    coefficients: Mapping[str, float]
    balanced: float
    careful: float

    def chances(self, rows: Sequence[Row]) -> Floats:
        """The probability of support of each row."""
        names = [name for name in self.coefficients if name != "intercept"]
        slopes = np.array([self.coefficients[name] for name in names])
        logits = _values(rows, names) @ slopes + self.coefficients["intercept"]
        return 1 / (1 + np.exp(-logits))


def fitted(rows: Sequence[Row], names: Sequence[str] = SIGNALS) -> Fit:
    """The regression of the labels on the signals named, and its thresholds on the same rows."""
    values = _values(rows, names)
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    labels, weights = np.array([float(row.label) for row in rows]), _weights(rows)
    beta = logistic(np.ones((len(rows), 1)), (values - mean) / spread, labels, weights, RIDGE)
    slopes = beta[1:] / spread
    found = {"intercept": round(float(beta[0] - slopes @ mean), 5)}
    found |= {name: round(float(slope), 5) for name, slope in zip(names, slopes, strict=True)}
    chances = Fit(found, 0.5, 0.5).chances(rows)
    return Fit(found, _balanced(chances, rows), _careful(chances, rows))


def judged(rows: Sequence[Row], names: Sequence[str] = SIGNALS) -> dict[str, dict[str, float]]:
    """By source, the figures of each half under what the other half gave, put together."""
    chances, passed, sure = np.zeros(len(rows)), np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    halves = np.array([row.half for row in rows])
    for half in (0, 1):
        fit = fitted([row for row in rows if row.half != half], names)
        mine = np.flatnonzero(halves == half)
        chances[mine] = fit.chances([rows[int(place)] for place in mine])
        some = [rows[int(place)] for place in mine]
        passed[mine], sure[mine] = _passed(chances[mine], some, fit), _sure(chances[mine], some, fit)
    sources = [*dict.fromkeys(row.source for row in rows), ""]
    return {source or "all": _figures(rows, chances, passed, sure, source) for source in sources}


def report(rows: Sequence[Row], claims: Path) -> dict[str, object]:
    """What is shipped: coefficients, thresholds, the digest of the claims' file, and the figures."""
    fit = fitted(rows)
    return {
        "coefficients": fit.coefficients,
        "thresholds": {"balanced": fit.balanced, "careful": fit.careful},
        "data": hashlib.sha256(claims.read_bytes()).hexdigest(),
        "rules": by_rules(rows),
        "entailment": judged(rows, ("weakest",)),
        "together": judged(rows),
    }


def by_rules(rows: Sequence[Row]) -> dict[str, float]:
    """The balanced accuracy of the rules alone, by source."""
    passed = np.array([row.passed_rules for row in rows])
    sources = [*dict.fromkeys(row.source for row in rows), ""]
    return {source or "all": round(_balance(passed, rows, source), 4) for source in sources}


def _passed(chances: Floats, rows: Sequence[Row], fit: Fit) -> NDArray[np.bool_]:
    """What the service does not flag."""
    return (chances >= fit.balanced) & ~np.array([row.decided for row in rows])


def _sure(chances: Floats, rows: Sequence[Row], fit: Fit) -> NDArray[np.bool_]:
    """What the service calls supported when it is careful."""
    copied = np.array([row.told >= COPIED for row in rows]) & (chances >= fit.balanced)
    likely = np.array([row.signals["weakest"] >= 0 for row in rows])
    return ((chances >= fit.careful) | copied) & likely & ~np.array([row.broken for row in rows])


def _figures(
    rows: Sequence[Row], chances: Floats, passed: NDArray[np.bool_], sure: NDArray[np.bool_], source: str
) -> dict[str, float]:
    mine = np.array([not source or row.source == source for row in rows])
    true = np.array([row.label == 1 for row in rows])
    above = auc(chances[mine & true].tolist(), chances[mine & ~true].tolist())
    return {
        "n": int(mine.sum()),
        "balanced_accuracy": round(_balance(passed, rows, source), 4),
        "auc": round(above or 0.0, 4),
        "precision_at_coverage": round(_precision_at(chances[mine], true[mine]), 4),
        "careful_precision": round(float(true[mine & sure].mean()), 4) if (mine & sure).any() else 0.0,
        "careful_coverage": round(float(sure[mine & true].mean()), 4),
    }


def _precision_at(chances: Floats, true: NDArray[np.bool_]) -> float:
    """Of the most likely claims that hold 35 % of the true ones, the share that is true."""
    ranked = true[np.argsort(-chances, kind="stable")]
    last = int(np.searchsorted(np.cumsum(ranked), np.ceil(COVERAGE * true.sum())))
    return float(ranked[: last + 1].mean())


def _balance(passed: NDArray[np.bool_], rows: Sequence[Row], source: str) -> float:
    mine = np.array([not source or row.source == source for row in rows])
    true = np.array([row.label == 1 for row in rows])
    return float((passed[mine & true].mean() + 1 - passed[mine & ~true].mean()) / 2)


def _balanced(chances: Floats, rows: Sequence[Row]) -> float:
    """The threshold with the best mean over the sources of their balanced accuracies."""
    steps = np.arange(0.2, 0.8, 0.01)
    sources = list(dict.fromkeys(row.source for row in rows))
    means = [np.mean([_balance(chances >= step, rows, source) for source in sources]) for step in steps]
    best = np.flatnonzero(np.array(means) >= max(means) - 0.002)
    return round(float(steps[best[len(best) // 2]]), 2)


def _careful(chances: Floats, rows: Sequence[Row]) -> float:
    """The lowest threshold above which 95 % are true, else the most precise that still passes a tenth of the true."""
    true = np.array([row.label == 1 for row in rows])
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(true[order])
    precise = np.where(right >= LEAST * true.sum(), right / np.arange(1, len(rows) + 1), 0.0)
    reached = np.flatnonzero(precise >= PRECISION)
    place = int(reached[-1]) if reached.size else int(precise.argmax())
    return round(float(chances[order[place]]), 4)


def _weights(rows: Sequence[Row]) -> Floats:
    kinds = [(row.source, row.label) for row in rows]
    sizes = {kind: kinds.count(kind) for kind in set(kinds)}
    return np.array([len(rows) / len(sizes) / sizes[kind] for kind in kinds])


def _values(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    return np.array([[row.signals[name] for name in names] for row in rows])
