"""What of ragas and its instructor is used here. Importing it takes seconds: only what needs it does, and late."""

import warnings
from importlib import import_module
from typing import Any, NoReturn

# ragas and the langchain packages under it warn of their own future; their versions are pinned.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import instructor
    import ragas.metrics
    from instructor.v2.core.errors import IncompleteOutputException, InstructorRetryException
    from ragas import EvaluationDataset, MultiTurnSample, SingleTurnSample
    from ragas.embeddings.base import BaseRagasEmbedding
    from ragas.llms.base import InstructorBaseRagasLLM, InstructorLLM, llm_factory
    from ragas.metrics.collections import (
        AnswerRelevancy,
        ContextPrecision,
        ContextRecall,
        FactualCorrectness,
        Faithfulness,
    )
    from ragas.metrics.collections.base import BaseMetric
    from ragas.metrics.result import MetricResult

    # These have no newer home, and are looked up when they are asked for, so that their types are not known.
    _older: Any = ragas.metrics
    RETRIEVAL: tuple[Any, ...] = (
        _older.IDBasedContextPrecision(),
        _older.IDBasedContextRecall(),
        _older.NonLLMContextPrecisionWithReference(),
        _older.NonLLMContextRecall(),
    )


def _nowhere(**_: Any) -> NoReturn:
    raise OSError("no place for an id")


# It keeps an id of its user in the home folder even where it is told not to track; so it finds none and makes none.
_analytics: Any = import_module("ragas._analytics")
_analytics.user_data_dir = _nowhere

__all__ = [
    "RETRIEVAL",
    "AnswerRelevancy",
    "BaseMetric",
    "BaseRagasEmbedding",
    "ContextPrecision",
    "ContextRecall",
    "EvaluationDataset",
    "FactualCorrectness",
    "Faithfulness",
    "IncompleteOutputException",
    "InstructorBaseRagasLLM",
    "InstructorLLM",
    "InstructorRetryException",
    "MetricResult",
    "MultiTurnSample",
    "SingleTurnSample",
    "instructor",
    "llm_factory",
]
