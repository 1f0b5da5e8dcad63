"""Texts into vectors of unit length: the embedded ONNX model, or an OpenAI-compatible endpoint.

A text is embedded alone, never in a batch with others: the quantised model scales per tensor, so a batch would
change its vector.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from indexing.errors import ModelError
from indexing.settings import IndexingSettings
from indexing.weights import BGE_SMALL_EN, OnnxModel
from indexing.workers import in_processes

if TYPE_CHECKING:
    from openai import OpenAI

QUERY_PREFIX = "Represent this sentence for searching relevant passages: "
BULK_PASSAGES = 200
ENDPOINT_BATCH = 64


class Embedder(Protocol):
    """Anything that turns texts into vectors of unit length."""

    @property
    def name(self) -> str:
        """`provider:model`; vectors of different names are never compared."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimensions,). Raises ModelError."""
        ...

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        """One vector per text, in order, while the texts are still being read. Raises ModelError."""
        ...


class OnnxEmbedder:
    """bge-small-en-v1.5, from the installed weights: the first token's output, normalised.

    Loaded at first use; safe to call from several threads. The vector of a text depends on no thread or process.
    """

    name = "onnx:bge-small-en-v1.5"
    dimensions = 384

    def __init__(self, workers: int = 2) -> None:
        """Use up to `workers` processes for bulk work."""
        self._workers = workers
        self._lock = threading.Lock()
        self._model: OnnxModel | None = None

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (384,)."""
        return self.embed(QUERY_PREFIX + text)

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        """One vector per text, in order: in this process for small jobs, in worker processes for bulk."""
        remaining = iter(texts)
        first = list(islice(remaining, BULK_PASSAGES + 1))
        if len(first) <= BULK_PASSAGES or self._workers < 2:
            return (self.embed(text) for text in chain(first, remaining))
        return in_processes(self._workers, OnnxEmbedder, chain(first, remaining))

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of a text as it stands, shape (384,)."""
        model = self._loaded()
        vector = model.run([model.tokenizer.encode(text)])[0, 0]
        return unit(vector)

    def _loaded(self) -> OnnxModel:
        with self._lock:
            if self._model is None:
                self._model = OnnxModel(BGE_SMALL_EN, threads=min(self._workers, os.cpu_count() or 1))
            return self._model


class OpenAIEmbedder:
    """Embeddings of any endpoint that speaks OpenAI's protocol, asked in batches."""

    def __init__(self, model: str, base_url: str | None, api_key: str | None) -> None:
        """Nothing is asked yet; the number of dimensions is learned from the first reply."""
        self.name = f"openai:{model}"
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._client: OpenAI | None = None
        self._dimensions = 0

    @property
    def dimensions(self) -> int:
        """The length of every vector. Asks the endpoint once."""
        return self._dimensions or len(self.embed_query("dimensions"))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question."""
        return self._ask([text])[0]

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        """One vector per text, in order."""
        remaining = iter(texts)
        while batch := list(islice(remaining, ENDPOINT_BATCH)):
            yield from self._ask(batch)

    def _ask(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        from openai import OpenAIError

        try:
            client = self._connected()
            reply = client.embeddings.create(model=self._model, input=list(texts), encoding_format="float")
        except (OpenAIError, ValueError) as error:
            place = self._base_url or "api.openai.com"
            raise ModelError(
                f"The embedding endpoint {place} failed ({_brief(error)}): check that it runs, its address and its key."
            ) from error
        vectors = [unit(np.asarray(row.embedding, dtype=np.float32)) for row in reply.data or []]
        if len(vectors) != len(texts) or any(len(vector) != len(vectors[0]) for vector in vectors):
            raise ModelError(f"The embedding endpoint sent {len(vectors)} usable vectors for {len(texts)} texts.")
        self._dimensions = len(vectors[0])
        return vectors

    def _connected(self) -> OpenAI:
        from openai import OpenAI

        if self._client is None:
            # A server without keys still needs one sent; without an address the client reads the usual variables.
            key = self._api_key or ("none" if self._base_url else None)
            self._client = OpenAI(base_url=self._base_url, api_key=key, timeout=60, max_retries=2)
        return self._client


def embedder(settings: IndexingSettings) -> Embedder:
    """The embedder that the settings name as `provider:model`."""
    provider, _, model = settings.embedding.partition(":")
    if provider == "openai":
        return OpenAIEmbedder(model, settings.embedding_base_url, settings.embedding_api_key)
    return OnnxEmbedder(settings.workers)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector at length one; a zero vector stays as it is."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype(np.float32)


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
