"""The embedded cross-encoder: how well each of some texts answers a question."""

from collections.abc import Sequence

from indexing.weights import MS_MARCO_MINILM, OnnxModel


class Reranker:
    """ms-marco-MiniLM-L-12-v2, int8. A score is a logit: about 5 and more for a good answer, below -5 for none."""

    def __init__(self, *, threads: int = 2) -> None:
        """Load the weights. Raises ModelError where they are missing or altered."""
        self._model = OnnxModel(MS_MARCO_MINILM, threads=threads, max_tokens=256)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score per text, in their order. Each pair runs alone: its score depends on no other text."""
        encode = self._model.tokenizer.encode
        return [float(self._model.run([encode(question, text)])[0, 0]) for text in texts]

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is one of the 30,522 that the model was taught whole: common words and names."""
        return self._model.tokenizer.token_to_id(word) is not None
