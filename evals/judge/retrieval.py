"""How good the found passages are, by the metrics of ragas that need no model. They say nothing of the answers."""

import math
from collections.abc import Sequence
from typing import Any

from evals.judge.errors import JudgeError
from evals.judge.figures import RetrievalFigure
from evals.judge.library import RETRIEVAL, SingleTurnSample
from evals.judge.sample import Sample


async def retrieval_figures(samples: Sequence[Sample]) -> tuple[RetrievalFigure, ...]:
    """The means over the samples that name articles, or have passages, that hold the answer; none of nothing.

    By ids: the share of the found articles that were wanted, and of the wanted ones that were found. By text: the same
    of passages that are like those in which a required fact stands (Levenshtein, .5 and more); in the precision a
    passage further down counts less. Where nothing was found all are 0. Raises JudgeError.
    """
    rows = [sample.single_turn() for sample in samples]
    figures = [await _figure(metric, rows) for metric in RETRIEVAL]
    return tuple(figure for figure in figures if figure.n)


async def _figure(metric: Any, rows: Sequence[dict[str, Any]]) -> RetrievalFigure:
    what = "context_ids" if metric.name.startswith("id_") else "contexts"
    found, wanted = f"retrieved_{what}", f"reference_{what}"
    scores = [await _score(metric, {name: row[name] for name in (found, wanted)}) for row in rows if row[wanted]]
    return RetrievalFigure(metric.name, len(scores), sum(scores) / len(scores) if scores else 0.0)


async def _score(metric: Any, row: dict[str, Any]) -> float:
    # ragas gives no number where nothing was found; a mean without such cases would be too good.
    if not all(row.values()):
        return 0.0
    score = float(await metric.single_turn_ascore(SingleTurnSample(**row)))
    if math.isnan(score):
        raise JudgeError(f"ragas gave no number for {metric.name}, though there was all that it needs.")
    return score
