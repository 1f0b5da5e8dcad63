"""Intervals around shares and means, so that a figure says how far it can be trusted."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20_260_101
RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    def interval(self) -> Interval | None:
        """The Wilson score interval (Wilson 1927); None of nothing."""
        if not self.of:
            return None
        from scipy.stats import binomtest  # half a second, and only reports need it

        bounds = binomtest(self.count, self.of).proportion_ci(method="wilson")
        return Interval(self.count / self.of, float(bounds.low), float(bounds.high))


def mcnemar(worse: int, better: int) -> float:
    """The chance of at least so many changes for the worse if both ways were as likely: exact, one-sided.

    McNemar 1947, by the binomial distribution of the pairs that changed. 1 where nothing changed.
    """
    changed = worse + better
    return sum(math.comb(changed, count) for count in range(worse, changed + 1)) / 2**changed


def clustered_mean(values: Sequence[float], clusters: Sequence[Hashable]) -> Interval | None:
    """The mean with a percentile bootstrap interval over whole clusters; None of nothing.

    Cases on one article share its faults: resampling them one by one would make the interval too narrow. Seeded, so
    that equal values give equal bounds.
    """
    if len(values) != len(clusters):
        raise ValueError("each value needs its cluster")
    if not values:
        return None
    sums, counts = _by_cluster(values, clusters)
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(np.mean(values)), float(low), float(high))


def _by_cluster(
    values: Sequence[float], clusters: Sequence[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    places = {cluster: place for place, cluster in enumerate(dict.fromkeys(clusters))}
    owners = [places[cluster] for cluster in clusters]
    return np.bincount(owners, weights=values).astype(np.float64), np.bincount(owners).astype(np.float64)
