"""Does the evidence support the claim: the learned check, for what no rule can tell."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from indexing.weights import OnnxModel, Weights

MAX_TOKENS = 256
"""Of claim and evidence together; training stopped at 224, which few pairs exceed."""

WEIGHTS = Weights(
    "onrecord-entailment-int8",
    "reranker_en",
    "c7135db2f753c182f805f973548c98ab980f58d4c5fe5c7d9dd2978081242309",
    own=Path(__file__).parent / "weights",
)


class Entailment(Protocol):
    """What can say how likely it is that a text supports a claim."""

    def score(self, claim: str, evidence: str) -> float:
        """The probability that the evidence supports all of the claim, a sentence; 0 to 1."""
        ...


class EmbeddedEntailment:
    """A small cross-encoder that comes with the service; what it learnt and cannot do stands in weights/card.md."""

    def __init__(self, *, threads: int = 2) -> None:
        """Load the weights. Raises ModelError where they are missing or altered."""
        self._model = OnnxModel(WEIGHTS, threads=1, max_tokens=MAX_TOKENS)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="entailment")

    def score(self, claim: str, evidence: str) -> float:
        """The probability that the evidence supports all of the claim. The pair runs alone, so it is repeatable."""
        logit = float(self._model.run([self._model.tokenizer.encode(claim, evidence)])[0, 0])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The scores of pairs of claim and evidence, side by side, each on one thread."""
        return list(self._pool.map(self.score, *zip(*pairs, strict=True))) if pairs else []
