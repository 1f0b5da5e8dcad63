"""How good the found passages are, by the metrics of ragas that need no model. They say nothing of the answers."""

import math
from collections.abc import Sequence
from typing import Any

from evals.judge.figures import RetrievalFigure
from evals.judge.library import RETRIEVAL, SingleTurnSample
from evals.judge.sample import Sample


async def retrieval_figures(samples: Sequence[Sample]) -> tuple[RetrievalFigure, ...]:
    """The means over the samples that have both found and wanted articles, or passages; none of nothing.

    By ids: the share of the found articles that were wanted, and of the wanted ones that were found. By text: the same
    of passages that are like those in which a required fact stands (Levenshtein, .5 and more); in the precision a
    passage further down counts less.
    """
    rows = [sample.single_turn() for sample in samples]
    figures = [await _figure(metric, rows) for metric in RETRIEVAL]
    return tuple(figure for figure in figures if figure.n)


async def _figure(metric: Any, rows: Sequence[dict[str, Any]]) -> RetrievalFigure:
    what = "context_ids" if metric.name.startswith("id_") else "contexts"
    needed = (f"retrieved_{what}", f"reference_{what}")
    both = [{name: row[name] for name in needed} for row in rows if all(row[name] for name in needed)]
    scores = [float(await metric.single_turn_ascore(SingleTurnSample(**row))) for row in both]
    if any(math.isnan(score) for score in scores):
        raise ValueError(f"{metric.name} gave no number where it had all that it needs")
    return RetrievalFigure(metric.name, len(scores), sum(scores) / len(scores) if scores else 0.0)
