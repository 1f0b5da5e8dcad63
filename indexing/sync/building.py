"""Passages into both indexes: embedding goes on in the workers while batches are written here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from indexing.articles import Passage, context
from indexing.catalog.staging import Work
from indexing.embedding import Embedder
from indexing.generations import Generation
from indexing.sync.recalling import Recall, nothing

# What a crash can cost: a few seconds of embedding.
BATCH = 256
# So many articles are looked up together.
_LOOKED_UP = 16


Written = Callable[[int, Sequence[Work]], None]

Wanted = Callable[[Sequence[str]], Collection[str]]
"""Which of some passages, by id, are still to be written."""


def build(
    works: Iterable[Work],
    embedder: Embedder,
    generation: Generation,
    written: Written,
    recall: Recall = nothing,
    wanted: Wanted = lambda ids: ids,
) -> int:
    """Embed the passages of the works, but for those that `recall` knows, and write those to both indexes that are
    `wanted` when they are embedded; the number of passages.

    After each batch, `written` is told how many passages are in and which works are now complete. A passage that was
    written before is replaced, so work that was broken off can be done again. Raises ModelError and CorpusError.
    """
    builder = _Builder(generation, written, wanted)
    ahead: deque[_Piece] = deque()
    for vector in embedder.embed_passages(_texts(works, ahead, builder, recall)):
        builder.take(ahead.popleft(), vector)
    builder.flush()
    return builder.done


@dataclass(frozen=True, slots=True)
class _Piece:
    work: Work
    passage: Passage


@dataclass(slots=True)
class _Builder:
    """Writes pieces in batches. What is known goes past what is still being embedded, so a work is complete when so
    many of its passages are in as it has.
    """

    generation: Generation
    written: Written
    wanted: Wanted
    done: int = 0
    batch: list[tuple[_Piece, NDArray[np.float32]]] = field(default_factory=list[tuple[_Piece, NDArray[np.float32]]])
    left: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, piece: _Piece, vector: NDArray[np.float32]) -> None:
        """One piece more, on disk with its batch."""
        self.batch.append((piece, vector))
        if len(self.batch) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is held, and tell of it."""
        if self.batch:
            _write(self.batch, self.generation, self.wanted)
            self.done += len(self.batch)
            complete = [piece.work for piece, _ in self.batch if self._completes(piece)]
            self.batch = []
            self.written(self.done, complete)

    def _completes(self, piece: _Piece) -> bool:
        # Two editions of an article may be on their way at once.
        version = f"{piece.passage.article_id}@{piece.passage.version}"
        left = self.left.pop(version, len(piece.work.passages)) - 1
        if left:
            self.left[version] = left
        return not left


def _texts(works: Iterable[Work], ahead: deque[_Piece], builder: _Builder, recall: Recall) -> Iterator[str]:
    """The texts to embed, whose pieces are noted in `ahead`; what is known goes to the builder at once."""
    remaining = iter(works)
    while some := list(islice(remaining, _LOOKED_UP)):
        known = recall(some)
        for piece in (_Piece(work, passage) for work in some for passage in work.passages):
            if piece.passage.id in known:
                builder.take(piece, known[piece.passage.id])
            else:
                ahead.append(piece)
                yield context(piece.work.article.fields.title, piece.passage)


def _write(batch: Sequence[tuple[_Piece, NDArray[np.float32]]], generation: Generation, wanted: Wanted) -> None:
    still = wanted([piece.passage.id for piece, _ in batch])
    rows = [(piece, vector) for piece, vector in batch if piece.passage.id in still]
    generation.vectors.add(
        [piece.passage.id for piece, _ in rows],
        [vector for _, vector in rows],
        [piece.passage.article_id for piece, _ in rows],
    )
    generation.keywords.add([(piece.passage, piece.work.article.fields.title) for piece, _ in rows])
