"""How well are the right articles found: nDCG@10, recall and reciprocal rank over judged queries."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.bench.questions import Qrels, Question
from evals.bench.ranking import ndcg, percentile, recall, reciprocal_rank
from evals.progress import track
from evals.rows import RowError

# The ids of the articles found for a question, best first, each once.
Search = Callable[[Question], Sequence[str]]


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Means over the judged queries, and milliseconds a query."""

    n: int
    ndcg: float
    recall_1: float
    recall_10: float
    mrr: float
    p50_ms: float
    p99_ms: float

    def row(self) -> dict[str, float | int | None]:
        """The figures under the names that are printed."""
        return {
            "ndcg@10": round(self.ndcg, 4),
            "recall@1": round(self.recall_1, 4),
            "recall@10": round(self.recall_10, 4),
            "mrr@10": round(self.mrr, 4),
            "p50_ms": round(self.p50_ms, 1),
            "p99_ms": round(self.p99_ms, 1),
        }


def measure(search: Search, questions: Sequence[Question], qrels: Qrels) -> RetrievalFigures:
    """Ask each judged question once. Questions without judgements, and judgements without questions, do not count."""
    judged = [question for question in questions if question.id in qrels]
    if not judged:
        raise RowError("None of the queries is judged in the qrels; the ids must be the same.")
    search(judged[0])  # the first search opens files and warms the model
    ranked, seconds = _timed(search, judged)
    gains = [qrels[question.id] for question in judged]
    pairs = list(zip(ranked, gains, strict=True))
    return RetrievalFigures(
        n=len(judged),
        ndcg=_mean([ndcg(names, gain) for names, gain in pairs]),
        recall_1=_mean([recall(names, gain, 1) for names, gain in pairs]),
        recall_10=_mean([recall(names, gain, 10) for names, gain in pairs]),
        mrr=_mean([reciprocal_rank(names, gain) for names, gain in pairs]),
        p50_ms=1_000 * percentile(seconds, 50),
        p99_ms=1_000 * percentile(seconds, 99),
    )


def _timed(search: Search, questions: Sequence[Question]) -> tuple[list[Sequence[str]], list[float]]:
    ranked: list[Sequence[str]] = []
    seconds: list[float] = []
    for question in track(questions, "Searching"):
        began = time.perf_counter()
        ranked.append(search(question))
        seconds.append(time.perf_counter() - began)
    return ranked, seconds


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
