"""How fast articles are indexed: On Record beside other ways, on the same texts with the same embedding model.

articles, embedding   how many were read, and what embeds for all. Telemetry is off
by_way                of each way, from nothing into an empty folder of its own, one after the other, each in a process
                      of its own: passages, the seconds that they took, and passages_per_second. Where it failed these
                      are null, and `error` says why: LlamaIndex's store hands Chroma all it has at once, and Chroma
                      takes no more than 5,461
times_as_fast         our passages a second / those of the way; null where it failed
share_of_embedder     our passages a second / those of the embedder alone
machine               what runs it; its load is that of others, before the first way begins

On Record             `onrecord index`: reads, cleans, splits, embeds in worker processes, writes catalog, vectors and
                      keywords
LlamaIndex            IngestionPipeline: SentenceSplitter, the embedder text by text, ChromaVectorStore
Chroma                collection.add(documents=...) of our passages, the embedder as its embedding function
embedder alone        our passages through the embedder and its worker processes, kept nowhere

The model uses as many threads in one process as ours has worker processes with one thread (ONRECORD_WORKERS).
"""

import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.bench.entrants import given
from evals.bench.memory import machine
from evals.bench.ways import Given, Way, chroma, embedder_alone, llamaindex, on_record
from evals.progress import tell
from indexing.embedding import OnnxEmbedder
from indexing.errors import OnRecordError
from indexing.workers import end_with_parent

OURS, ALONE = "On Record", "embedder alone"
WAYS: Mapping[str, Way] = {OURS: on_record, "LlamaIndex": llamaindex, "Chroma": chroma, ALONE: embedder_alone}
_PACKAGES = ("llama-index-core", "llama-index-vector-stores-chroma", "chromadb", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Timed:
    """What a way made of the articles: passages and seconds, or why it failed."""

    passages: int | None = None
    seconds: float | None = None
    error: str | None = None

    @property
    def rate(self) -> float | None:
        """Passages a second; None where it failed."""
        return self.passages / self.seconds if self.passages and self.seconds else None

    def row(self) -> dict[str, float | int | str | None]:
        """The figures under their names."""
        figures = {"passages": self.passages, "seconds": _short(self.seconds), "passages_per_second": _short(self.rate)}
        told = {"error": self.error} if self.error else {}
        return {**figures, **told}


def bench_index(articles: Path, limit: int | None) -> dict[str, Any]:
    """The figures of all ways. Raises OnRecordError where no article can be read."""
    with TemporaryDirectory(prefix="onrecord-race-") as folder:
        same = given(articles, limit, Path(folder))
        tell(f"{len(same.articles)} article(s), {len(same.passages)} passages.")
        before = machine()
        done = {name: _told(name, way, same) for name, way in WAYS.items()}
    return {
        "articles": len(same.articles),
        "embedding": OnnxEmbedder.name,
        "by_way": {name: one.row() for name, one in done.items()},
        **compared(done),
        "versions": _versions(),
        "machine": before,
    }


def compared(done: Mapping[str, Timed]) -> dict[str, Any]:
    """Ours against each of the others."""
    shares = {name: _ratio(done[OURS].rate, one.rate) for name, one in done.items() if name != OURS}
    alone = shares.pop(ALONE)
    return {"times_as_fast": shares, "share_of_embedder": alone}


def timed(way: Way, same: Given) -> Timed:
    """A way, in a process and a folder of its own, which may end without ending the bench."""
    with (
        TemporaryDirectory(prefix="onrecord-way-") as folder,
        ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as process,
    ):
        try:
            return process.submit(attempt, way, same, Path(folder)).result()
        except BrokenProcessPool:
            return Timed(error="Its process ended unexpectedly, perhaps for want of memory.")


def attempt(way: Way, same: Given, folder: Path) -> Timed:
    """A way, in this process; whatever it raises is told in the result."""
    try:
        work = way(same, folder)
        began = time.perf_counter()
        passages = work()
        return Timed(passages, time.perf_counter() - began)
    except OnRecordError as error:
        return Timed(error=str(error))
    except ModuleNotFoundError as error:
        return Timed(error=f"{error.name} is not installed: it comes with the project itself; run `uv sync --frozen`.")
    except Exception as error:  # noqa: BLE001 - a library's own errors are of every kind, and each is a finding
        return Timed(error=f"{type(error).__name__}: {error}")


def _told(name: str, way: Way, same: Given) -> Timed:
    tell(f"{name} ...")
    one = timed(way, same)
    tell(f"{name}: {one.error or f'{one.passages} passages in {one.seconds:.1f} s, {one.rate or 0:.1f} a second.'}")
    return one


def _ratio(ours: float | None, theirs: float | None) -> float | None:
    return round(ours / theirs, 3) if ours and theirs else None


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _versions() -> dict[str, str]:
    there = {one.metadata["Name"]: one.version for one in metadata.distributions()}
    return {name: there[name] for name in _PACKAGES if name in there}
