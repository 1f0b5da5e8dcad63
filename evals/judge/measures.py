"""The metrics of ragas that ask a judge: what each needs of a sample, and how it is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from evals.judge.embedding import OwnEmbedding
from evals.judge.library import (
    AnswerRelevancy,
    ContextPrecision,
    ContextRecall,
    FactualCorrectness,
    Faithfulness,
    InstructorBaseRagasLLM,
    MetricResult,
)
from evals.judge.sample import Sample

Score = Callable[[Sample, InstructorBaseRagasLLM, OwnEmbedding], Awaitable[MetricResult]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric under ragas' name. It is asked of the samples that it applies to, and expects a value of each."""

    name: str
    applies: Callable[[Sample], bool]
    score: Score


def _contexts(sample: Sample) -> list[str]:
    return [context.text for context in sample.retrieved]


def _faithfulness(sample: Sample, judge: InstructorBaseRagasLLM, _: OwnEmbedding) -> Awaitable[MetricResult]:
    return Faithfulness(judge).ascore(sample.case.question, sample.response or "", _contexts(sample))


def _relevancy(sample: Sample, judge: InstructorBaseRagasLLM, near: OwnEmbedding) -> Awaitable[MetricResult]:
    # At temperature 0 three questions are three times the same: the repeats show what varies.
    return AnswerRelevancy(judge, near, strictness=1).ascore(sample.case.question, sample.response or "")


def _correctness(sample: Sample, judge: InstructorBaseRagasLLM, _: OwnEmbedding) -> Awaitable[MetricResult]:
    # The reference holds the facts that must be there, not all that may be. ragas' recall counts claims of the answer
    # that stand in the reference; with the two changed over, its precision is the share of the facts that are told.
    return FactualCorrectness(judge, mode="precision").ascore(sample.reference or "", sample.response or "")


def _precision(sample: Sample, judge: InstructorBaseRagasLLM, _: OwnEmbedding) -> Awaitable[MetricResult]:
    return ContextPrecision(judge).ascore(sample.case.question, sample.reference or "", _contexts(sample))


def _recall(sample: Sample, judge: InstructorBaseRagasLLM, _: OwnEmbedding) -> Awaitable[MetricResult]:
    return ContextRecall(judge).ascore(sample.case.question, _contexts(sample), sample.reference or "")


def _answered(sample: Sample) -> bool:
    return sample.answered


def _answered_with_reference(sample: Sample) -> bool:
    return sample.answered and sample.reference is not None


def _found_with_reference(sample: Sample) -> bool:
    return bool(sample.retrieved) and sample.reference is not None


MEASURES = (
    Measure("faithfulness", _answered, _faithfulness),
    Measure("answer_relevancy", _answered, _relevancy),
    Measure("factual_correctness_recall", _answered_with_reference, _correctness),
    Measure("context_precision", _found_with_reference, _precision),
    Measure("context_recall", _found_with_reference, _recall),
)
