"""Nearest passages by cosine, in a Chroma collection: the only folder that knows Chroma.

A record is an id, a vector and the ids of its article; no text, since Chroma keeps deleted text on disk. The
collection is one that LlamaIndex's ChromaVectorStore can open as it is (see `store`).
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from chromadb.api.types import Metadata
from numpy.typing import NDArray

from indexing.errors import CorpusError
from indexing.vectors.places import Place
from indexing.vectors.recent import Recent

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

# Records that are written or read at once, with their vectors, and ids alone.
_BATCH, _PAGE = 1_000, 10_000
_TWINS = 20
_HNSW: Final = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class Vectors:
    """The vectors of one generation. Searching is safe from any thread."""

    def __init__(self, place: Place, *, make: bool = True) -> None:
        """Open the collection at its place, or `make` it. Raises CorpusError where it cannot be opened."""
        self._place = place
        self._writing = threading.Lock()
        self._recent = Recent(self.get)
        with self._read():
            self._client = place.connect()
        try:
            with self._read():
                self._collection = self._found_or_made() if make else self._found_there()
                self._collection.count()
        except BaseException:
            place.release(self._client)
            raise

    def add(self, ids: Sequence[str], vectors: Sequence[NDArray[np.float32]], article_ids: Sequence[str]) -> None:
        """Write one record per passage id; a known id is replaced. Raises CorpusError where the disk is full."""
        with self._written():
            for start in range(0, len(ids), _BATCH):
                stretch = slice(start, start + _BATCH)
                metadatas: list[Metadata] = [{"document_id": article_id} for article_id in article_ids[stretch]]
                self._collection.upsert(
                    ids=list(ids[stretch]), embeddings=np.stack(vectors[stretch]), metadatas=metadatas
                )

    def remove(self, ids: Iterable[str]) -> None:
        """Remove records; unknown ids are passed over."""
        listed = list(ids)
        with self._written():
            for start in range(0, len(listed), _BATCH):
                self._collection.delete(ids=listed[start : start + _BATCH])

    def query(
        self, vector: NDArray[np.float32], k: int, within: tuple[str, ...] | None = None
    ) -> list[tuple[str, float]]:
        """The nearest `k` passages, or the nearest `within` these ids, with their cosines, best first."""
        if within is None:
            return self._found([vector], k)[0]
        if len(within) > self._place.few:
            # Chroma fails where it has lost the record of one of them.
            with suppress(CorpusError):
                return self._found([vector], k, within)[0]
        return self._recent.nearest(vector, within, k)

    def _found_there(self) -> Any:
        return self._client.get_collection(self._place.collection, embedding_function=None)

    def _found_or_made(self) -> Any:
        return self._client.get_or_create_collection(
            self._place.collection, embedding_function=None, configuration={"hnsw": dict(_HNSW)}
        )

    def _found(
        self, vectors: Sequence[NDArray[np.float32]], k: int, within: Sequence[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        """The nearest `k` passages of each vector, or fewer where there are not so many."""
        if k < 1 or not vectors:
            return [[] for _ in vectors]
        with self._read():
            # As many as there are, if fewer: to count them took nine tenths of a query among 302,000.
            found = self._collection.query(
                query_embeddings=list(vectors), n_results=k, ids=within and list(within), include=["distances"]
            )
        return [
            [(passage_id, 1.0 - float(distance)) for passage_id, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    @property
    def count(self) -> int:
        """How many records there are."""
        with self._read():
            return int(self._collection.count())

    def ids(self) -> set[str]:
        """The ids of all records."""
        found: set[str] = set()
        with self._read():
            while page := self._collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]:
                found.update(page)
        return found

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those ids that have one."""
        held: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(ids), _BATCH):
            with self._read():
                found = self._collection.get(ids=list(ids[start : start + _BATCH]), include=["embeddings"])
            rows: Any = found["embeddings"]
            held |= {key: np.asarray(row, dtype=np.float32) for key, row in zip(found["ids"], rows, strict=True)}
        return held

    def lost(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those ids whose record cannot be found by searching for its own vector: a known fault after many changes."""
        held = self.get(ids)
        there = [key for key in ids if key in held]
        found = dict(zip(there, self._found([held[key] for key in there], _TWINS), strict=True))
        return tuple(key for key in ids if key not in held or not _finds(key, found[key]))

    def store(self) -> ChromaVectorStore:
        """The collection as LlamaIndex's vector store. Importing LlamaIndex takes seconds, so only here."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore(chroma_collection=self._collection)

    def close(self) -> None:
        """Let go of the folder or the connection."""
        self._place.release(self._client)

    @contextmanager
    def _read(self) -> Generator[None]:
        try:
            yield
        except self._place.faults as error:
            raise self._place.unopenable(error) from error

    @contextmanager
    def _written(self) -> Generator[None]:
        with self._writing:
            try:
                yield
            except self._place.faults as error:
                raise self._place.unwritable(error) from error


def _finds(key: str, found: Sequence[tuple[str, float]]) -> bool:
    # Equal texts have equal vectors: such a record may stand behind its twins.
    return any(passage_id == key for passage_id, _ in found) or (len(found) == _TWINS and found[-1][1] > 0.999)
