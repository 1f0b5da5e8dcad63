"""Make the index equal to the sources.

Read and stage, embed and write what is staged, let the new versions answer, then remove what they replace. While one
thread reads, others embed what it has staged; nothing new answers before all is read. Each step can be done again: what
a crash leaves is staged work, which the next run finishes, and debris, which it removes.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain

from indexing.catalog.staging import Staging
from indexing.corpus import Corpus
from indexing.embedding import Embedder
from indexing.sources import Sources
from indexing.sources.mapping import FieldMapping
from indexing.sync.arrivals import Arrivals
from indexing.sync.building import build
from indexing.sync.mending import check, clear_debris, mend
from indexing.sync.pruning import stale
from indexing.sync.recalling import unchanged
from indexing.sync.release import Release
from indexing.sync.reports import Progress, Step, SyncReport, Watch
from indexing.sync.rounds import rounds
from indexing.sync.taking import Audit, take_in
from indexing.sync.tally import Tally


def sync(
    corpus: Corpus,
    locations: Sequence[str],
    *,
    prune: bool = False,
    dry_run: bool = False,
    mapping: FieldMapping | None = None,
    progress: Watch = lambda _: None,
    audit: Audit | None = None,
    embedder: Embedder | None = None,
) -> SyncReport:
    """Index what is new or changed at the locations; the rest of the batch goes on past what cannot be read.

    With `prune`, articles are removed whose source lay under the locations and is no longer there. With `dry_run`,
    nothing is written. `mapping` says how JSON of the web is read, `embedder` embeds in the stead of the corpus's own.
    Work that an earlier run left is finished too. Raises CorpusError and ModelError.
    """
    begun = time.monotonic()
    tally = Tally()
    embeds = embedder or corpus.embedder

    def gathered(held: int) -> None:
        progress(Progress(Step.READING, len(tally.sources) + held))

    if not dry_run:
        with corpus.writing:
            mend(corpus)
    with Sources(corpus.settings, corpus.catalog.database, mapping, afresh=audit is not None) as sources:
        for results in rounds(locations, sources.read, gathered):
            with corpus.writing:
                corpus.go_on()
                staged = take_in(corpus, results, tally, dry_run, progress, audit)
                if dry_run:
                    deque(staged, maxlen=0)
                else:
                    _index(corpus, embeds, _kept(staged, sources, tally), tally, progress)
    with corpus.writing:
        corpus.go_on()
        gone = stale(corpus.catalog, locations, tally) if prune else ()
        tally.removed.extend(gone)
        if not dry_run:
            sources.keep(tally.clashing, tally.replaced)
            Staging(corpus.catalog.database).remove(gone)
            _index(corpus, embeds, iter(()), tally, progress)
            clear_debris(corpus)
            if tally.made or tally.removed:
                check(corpus)
    return tally.report(corpus.catalog.revision, time.monotonic() - begun, foreseen=dry_run)


def _kept(staged: Iterator[Sequence[str]], sources: Sources, tally: Tally) -> Iterator[Sequence[str]]:
    """What is staged; once all of it is, its sources are noted as read."""
    yield from staged
    sources.keep(tally.clashing, tally.replaced)


def _index(corpus: Corpus, embedder: Embedder, staged: Iterator[Sequence[str]], tally: Tally, progress: Watch) -> None:
    """Embed and write what is staged, from the first article on, and let it answer."""
    staging = Staging(corpus.catalog.database)
    recall = unchanged(corpus.catalog, corpus.vectors)
    with Arrivals.of(staging, staged) as arrivals:
        release = Release(corpus, arrivals, progress)
        works = arrivals.works()
        # An embedder is begun only for something.
        first = next(works, None)
        if first is None:
            return
        passages = build(chain([first], works), embedder, corpus.generation, release.written, recall, staging.wanted)
    release.all()
    tally.made.update(release.made)
    tally.passages += passages
