"""The stories and both indexes made afresh from the catalog, into a new generation that is switched to when whole."""

from __future__ import annotations

import time
from collections.abc import Sequence

from indexing.catalog import Catalog
from indexing.catalog.staging import Staging, State, Work
from indexing.corpus import Corpus, identity
from indexing.embedding import Embedder, embedder
from indexing.generations import Generation, Generations
from indexing.settings import IndexingSettings
from indexing.sync.building import build
from indexing.sync.mending import cluster
from indexing.sync.recalling import Recall, nothing, same
from indexing.sync.reports import Progress, RebuildReport, Step, Watch


def rebuild(corpus: Corpus, progress: Watch = lambda _: None) -> RebuildReport:
    """Rebuild the indexes of an open corpus; the old ones answer until the new ones do. Raises ModelError."""
    begun = time.monotonic()
    with corpus.writing:
        made, passages = _made(corpus.catalog, corpus.embedder, corpus.generations, progress)
        cluster(corpus.catalog, afresh=True)
        corpus.adopt(made)
    return _report(corpus.catalog, made.number, passages, begun)


def compact(corpus: Corpus, progress: Watch = lambda _: None) -> RebuildReport:
    """Rebuild from the vectors that there are, and give back the space of what was deleted. Raises ModelError.

    Chroma keeps what was deleted and may lose records after very many changes; a new generation has neither fault.
    Only passages whose vector is missing are embedded.
    """
    begun = time.monotonic()
    with corpus.writing:
        known = same(corpus.vectors)
        made, passages = _made(corpus.catalog, corpus.embedder, corpus.generations, progress, known)
        corpus.adopt(made)
        corpus.catalog.database.vacuum()
    return _report(corpus.catalog, made.number, passages, begun)


def restore(catalog: Catalog, settings: IndexingSettings, progress: Watch = lambda _: None) -> RebuildReport:
    """Rebuild the indexes of a data folder that cannot be opened: damaged ones, or of another embedding model."""
    begun = time.monotonic()
    chosen = embedder(settings)
    generations = Generations.of(settings, identity(catalog))
    made, passages = _made(catalog, chosen, generations, progress)
    made.close()
    cluster(catalog, afresh=True)
    catalog.note(generation=str(made.number), embedder=chosen.name)
    generations.drop(keep=made.number)
    return _report(catalog, made.number, passages, begun)


def _made(
    catalog: Catalog, chosen: Embedder, generations: Generations, progress: Watch, recall: Recall = nothing
) -> tuple[Generation, int]:
    current = int(catalog.noted("generation") or 0)
    catalog.database.refuse_displaced()
    # What an interrupted rebuild left is not built upon.
    generations.drop(keep=current)
    generation = generations.open(current + 1)
    total = catalog.counts().passages

    def written(done: int, _complete: Sequence[Work]) -> None:
        progress(Progress(Step.EMBEDDING, done, total))

    try:
        return generation, build(Staging(catalog.database).all(State.LIVE), chosen, generation, written, recall)
    except BaseException:
        generation.close()
        generations.drop(keep=current)
        raise


def _report(catalog: Catalog, number: int, passages: int, begun: float) -> RebuildReport:
    return RebuildReport(number, catalog.counts().articles, passages, round(time.monotonic() - begun, 3))
