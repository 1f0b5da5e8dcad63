"""Chroma's own way to embed: `collection.add(documents=...)` with an embedding function, as its guide shows.

The function embeds text by text, in the process that adds, as Chroma's own do. The texts are those that we embed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chromadb import Documents, EmbeddingFunction, Embeddings
from chromadb.utils.batch_utils import create_batches

from evals.bench.peers.store import opened
from indexing.embedding import Embedder


class Embedding(EmbeddingFunction[Documents]):
    """Our embedder as Chroma's."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with an embedder of ours."""
        self._embedder = embedder

    def __call__(self, input: Documents) -> Embeddings:  # noqa: A002 - Chroma checks that it is called so
        """One vector per text."""
        return [vector for text in input for vector in self._embedder.embed_passages([text])]

    @staticmethod
    def name() -> str:
        """What Chroma notes of it in the collection."""
        return "onrecord"

    def get_config(self) -> dict[str, Any]:
        """Nothing that it would be made of again: the collection goes with the bench."""
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "Embedding":
        """Never asked: nobody opens the collection again. Raises NotImplementedError."""
        raise NotImplementedError


def add(passages: Sequence[str], embedder: Embedder, folder: Path) -> int:
    """Take the passages into a folder, in the largest batches that Chroma takes; how many are then there."""
    with opened(folder) as client:
        collection = client.create_collection("passages", embedding_function=Embedding(embedder))
        ids = [str(number) for number in range(len(passages))]
        for batch, _, _, documents in create_batches(client, ids, documents=list(passages)):
            collection.add(ids=batch, documents=documents)
        return int(collection.count())
