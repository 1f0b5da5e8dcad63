"""How good is a ranking: nDCG, recall and reciprocal rank of the relevant articles. Pure."""

import math
from collections.abc import Mapping, Sequence

PERCENTILES = (50, 90, 99)
"""Those that the benches of time tell."""


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """Discounted cumulative gain of the first `k`, over that of the best order (Järvelin and Kekäläinen 2002).

    The gain of a relevant article is its judged score, as trec_eval has it; the discount of rank r is log2(r + 1).
    """
    best = _dcg(sorted(gains.values(), reverse=True)[:k])
    return _dcg([gains.get(name, 0.0) for name in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """The share of the relevant articles that stand among the first `k`."""
    relevant = _relevant(gains)
    return len(relevant & set(ranked[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """One over the rank of the first relevant article among the first `k`; 0 where none is."""
    relevant = _relevant(gains)
    return next((1 / rank for rank, name in enumerate(ranked[:k], start=1) if name in relevant), 0.0)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` percent of the values do not exceed (nearest rank); 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)] if ordered else 0.0


def _relevant(gains: Mapping[str, float]) -> set[str]:
    return {name for name, gain in gains.items() if gain > 0}


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
