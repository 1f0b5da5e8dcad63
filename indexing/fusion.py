"""Several legs into one score per article. Pure.

Figures are nDCG@10 on realtimeqa without the questions' dates (editor / silver): the passages ranked by reciprocal
rank fusion of both legs .736 / .564, the articles so .753 / .570, with the matches of texts alone as a third leg
.726 / .578, with relative scores beside the ranks .741 / .595. The weights were chosen by hand among nine.
"""

from collections.abc import Mapping, Sequence

# Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher 2009).
RANK_CONSTANT = 60
# What an article published on the day of the question gains, against 1 for a perfect match; it falls with age. On the
# editors' 118 questions and 330 others, reranked, .5 gives .848 / .658, .7 .856 / .660, .9 .863 / .659; 7 or 21 days
# for 14 differ by .01.
FRESH = 0.6

Ranking = Sequence[tuple[str, float]]


def fused(legs: Sequence[tuple[Ranking, float]]) -> dict[str, float]:
    """A score per id, 0 to 1: half from its ranks in the legs, half from its relative scores, which legs weigh.

    The best of a ranking has the relative score 1, its last 0.
    """
    whole = sum(weight for _, weight in legs) or 1.0
    scores: dict[str, float] = {}
    for ranking, weight in legs:
        top, least = (ranking[0][1], ranking[-1][1]) if ranking else (0.0, 0.0)
        for rank, (key, score) in enumerate(ranking, start=1):
            by_rank = (RANK_CONSTANT + 1) / (RANK_CONSTANT + rank) / len(legs)
            relative = (score - least) / (top - least) if top > least else 1.0
            scores[key] = scores.get(key, 0.0) + (by_rank + 2 * weight / whole * relative) / 3
    return scores


def by_article(ranking: Ranking, owner: Mapping[str, str], further: float = 0.0) -> Ranking:
    """Articles by their best passage, best first, to which the second and the third add a share of their scores."""
    held: dict[str, list[float]] = {}
    for key, score in ranking:
        if key in owner:
            held.setdefault(owner[key], []).append(score)
    totals = {article: scores[0] + further * sum(scores[1:3]) for article, scores in held.items()}
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
