"""The project's own embedding as ragas asks for one, so that a judge needs no second endpoint."""

from typing import Any

from evals.judge.library import BaseRagasEmbedding
from indexing.embedding import OnnxEmbedder


class OwnEmbedding(BaseRagasEmbedding):
    """The embedded model; a text has the same vector on every run."""

    def __init__(self) -> None:
        """The weights are loaded at first use."""
        super().__init__()
        self._embedder = OnnxEmbedder(workers=1)

    def embed_text(self, text: str, **_: Any) -> list[float]:
        """The vector of a text."""
        return [float(value) for value in self._embedder.embed(text)]

    async def aembed_text(self, text: str, **_: Any) -> list[float]:
        """The same, in a few milliseconds."""
        return self.embed_text(text)
