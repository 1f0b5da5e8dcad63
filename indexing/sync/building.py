"""Passages into both indexes: embedding goes on in the workers while batches are written here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexing.articles import Passage, context
from indexing.catalog.staging import Work
from indexing.corpus import Generation
from indexing.embedding import Embedder

# What a crash can cost: a few seconds of embedding.
BATCH = 256


@dataclass(frozen=True, slots=True)
class _Piece:
    work: Work
    passage: Passage

    @property
    def last(self) -> bool:
        return self.passage is self.work.passages[-1]


def build(
    works: Iterable[Work],
    embedder: Embedder,
    generation: Generation,
    written: Callable[[int, Sequence[Work]], None],
) -> int:
    """Embed the passages of the works and write them to both indexes; the number of passages.

    After each batch, `written` is told how many passages are in and which works are now complete. A passage that was
    written before is replaced, so work that was broken off can be done again. Raises ModelError and CorpusError.
    """
    ahead: deque[_Piece] = deque()
    batch: list[tuple[_Piece, NDArray[np.float32]]] = []
    done = 0
    for vector in embedder.embed_passages(_texts(works, ahead)):
        batch.append((ahead.popleft(), vector))
        if len(batch) == BATCH:
            done += _write(batch, generation)
            written(done, [piece.work for piece, _ in batch if piece.last])
            batch = []
    if batch:
        done += _write(batch, generation)
        written(done, [piece.work for piece, _ in batch if piece.last])
    return done


def _texts(works: Iterable[Work], ahead: deque[_Piece]) -> Iterator[str]:
    for work in works:
        for passage in work.passages:
            ahead.append(_Piece(work, passage))
            yield context(work.article.fields.title, passage)


def _write(batch: Sequence[tuple[_Piece, NDArray[np.float32]]], generation: Generation) -> int:
    pieces = [piece for piece, _ in batch]
    generation.vectors.add(
        [piece.passage.id for piece in pieces],
        [vector for _, vector in batch],
        [piece.passage.article_id for piece in pieces],
    )
    generation.keywords.add([(piece.passage, piece.work.article.fields.title) for piece in pieces])
    return len(batch)
