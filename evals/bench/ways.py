"""The ways to index that are timed: each makes ready what is not timed, and gives back the work that is.

A way is called in a process of its own. What it imports and, but for ours, the loading of the model is not timed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexing.articles import Article
from indexing.embedding import OnnxEmbedder

Work = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Given:
    """The same articles for all: where they lie, as they are once cleaned, and the texts that are embedded of them."""

    locations: tuple[str, ...]
    articles: tuple[Article, ...]
    passages: tuple[str, ...]
    workers: int


Way = Callable[[Given, Path], Work]
"""Takes an empty folder; the work returns the number of passages, and raises whatever its library does."""


def on_record(given: Given, folder: Path) -> Work:
    """What `onrecord index` does with an empty data folder, from reading to closing, its worker processes with it."""
    from indexing.console import shown
    from indexing.operations import operate_folder
    from indexing.settings import IndexingSettings

    # Where the index of this machine's service lies is no matter of a bench.
    here = {"catalog_url": None, "chroma_url": None, "replica_of": None, "embedding": OnnxEmbedder.name}
    settings = IndexingSettings.from_environment(data_dir=folder).model_copy(update={**here, "workers": given.workers})
    wanted = {"locations": given.locations}
    return lambda: int(shown(operate_folder(settings, "index", wanted), quiet=True)["passages"])


def llamaindex(given: Given, folder: Path) -> Work:
    """LlamaIndex's IngestionPipeline; it gets the cleaned texts, so it reads and cleans nothing."""
    from evals.bench.peers.pipeline import ingest

    embedder = _loaded(given)
    return lambda: ingest(given.articles, embedder, folder)


def chroma(given: Given, folder: Path) -> Work:
    """Chroma's own way to embed; it gets our passages, so it splits nothing either."""
    from evals.bench.peers.collection import add

    embedder = _loaded(given)
    return lambda: add(given.passages, embedder, folder)


def embedder_alone(given: Given, _: Path) -> Work:
    """Our passages through the embedder and its processes, kept nowhere: what indexing can at most reach."""
    embedder = _loaded(given)
    return lambda: sum(1 for _ in embedder.embed_passages(given.passages))


def _loaded(given: Given) -> OnnxEmbedder:
    embedder = OnnxEmbedder(given.workers)
    embedder.embed_query("ready")  # the model loads at first use
    return embedder
