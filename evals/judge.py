"""ragas, and the only file that knows it: its context precision and recall by ids, which need no model.

Importing it takes seconds, so only inside the function. It reports its use home unless RAGAS_DO_NOT_TRACK is "true".
"""

import asyncio
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any


@dataclass(frozen=True, slots=True)
class Contexts:
    """The articles found for one question, and those that hold its answer."""

    found: tuple[str, ...]
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextFigures:
    """Means over `n` questions: the share of found articles that were wanted, and of wanted ones that were found."""

    n: int
    precision: float
    recall: float


def context_figures(contexts: Sequence[Contexts]) -> ContextFigures | None:
    """The figures over the questions that have both found and wanted articles; None without any, or without ragas."""
    both = [one for one in contexts if one.found and one.wanted]
    if not both or find_spec("ragas") is None:
        return None
    return asyncio.run(_figures(both))


async def _figures(contexts: Sequence[Contexts]) -> ContextFigures:
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    with warnings.catch_warnings():
        # ragas and the langchain packages under it warn of their own future; ours is pinned.
        warnings.simplefilter("ignore")
        import ragas.metrics
        from ragas import SingleTurnSample

        # ragas looks its metrics up when they are asked for, so that their types are not known.
        metrics: Any = ragas.metrics
        precision, recall = metrics.IDBasedContextPrecision(), metrics.IDBasedContextRecall()
        samples = [
            SingleTurnSample(retrieved_context_ids=list(one.found), reference_context_ids=list(one.wanted))
            for one in contexts
        ]
        precisions: list[float] = [await precision.single_turn_ascore(sample) for sample in samples]
        recalls: list[float] = [await recall.single_turn_ascore(sample) for sample in samples]
    return ContextFigures(len(samples), sum(precisions) / len(samples), sum(recalls) / len(samples))
