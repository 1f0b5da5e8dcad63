"""The embedded cross-encoder: how well each of some texts answers a question."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from indexing.weights import MS_MARCO_MINILM, OnnxModel


class Reranker:
    """ms-marco-MiniLM-L-12-v2, int8. A score is a logit: about 5 and more for a good answer, below -5 for none.

    Pairs run side by side, each on one thread: 22 usual ones take 102 ms on two cores, where the same two threads
    together on one pair after the other take 174.
    """

    def __init__(self, *, threads: int = 2) -> None:
        """Load the weights. Raises ModelError where they are missing or altered."""
        self._model = OnnxModel(MS_MARCO_MINILM, threads=1, max_tokens=256)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reranker")

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score per text, in their order. Each pair runs alone: its score depends on no other text."""

        def score(text: str) -> float:
            return float(self._model.run([self._model.tokenizer.encode(question, text)])[0, 0])

        return list(self._pool.map(score, texts))

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is one of the 30,522 that the model was taught whole: common words and names."""
        return self._model.tokenizer.token_to_id(word) is not None
