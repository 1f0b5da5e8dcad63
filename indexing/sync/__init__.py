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

from indexing.catalog.staging import Change, Staging
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
from indexing.sync.reports import Progress, Step, SyncReport, Tally, Watch
from indexing.sync.rounds import rounds
from indexing.sync.taking import Audit, take_in


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
    tally, made, passages = Tally(), dict[str, Change](), 0
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
                    passages += _index(corpus, embeds, _kept(staged, sources, tally), made, progress)
    with corpus.writing:
        corpus.go_on()
        gone = stale(corpus.catalog, locations, tally) if prune else ()
        if not dry_run:
            sources.keep(tally.clashing, tally.replaced)
            Staging(corpus.catalog.database).remove(gone)
            passages += _index(corpus, embeds, iter(()), made, progress)
            clear_debris(corpus)
            if made or gone or tally.removed:
                check(corpus)
    return SyncReport(
        added=tuple(tally.added) if dry_run else _of(made, Change.ADDED),
        changed=tuple(tally.changed) if dry_run else _of(made, Change.CHANGED),
        unchanged=tuple(tally.unchanged),
        removed=tuple(dict.fromkeys((*tally.removed, *gone))),
        failed=tuple(tally.failed),
        duplicates=tuple(tally.duplicates),
        notes=tuple(tally.notes),
        skipped=tuple(tally.skipped),
        passages=passages,
        revision=corpus.catalog.revision,
        seconds=round(time.monotonic() - begun, 3),
    )


def _kept(staged: Iterator[Sequence[str]], sources: Sources, tally: Tally) -> Iterator[Sequence[str]]:
    """What is staged; once all of it is, its sources are noted as read."""
    yield from staged
    sources.keep(tally.clashing, tally.replaced)


def _index(
    corpus: Corpus, embedder: Embedder, staged: Iterator[Sequence[str]], made: dict[str, Change], progress: Watch
) -> int:
    """Embed and write what is staged, from the first article on, and let it answer; the number of passages."""
    staging = Staging(corpus.catalog.database)
    recall = unchanged(corpus.catalog, corpus.vectors)
    with Arrivals.of(staging, staged) as arrivals:
        release = Release(corpus, arrivals, progress)
        works = arrivals.works()
        # An embedder is begun only for something.
        first = next(works, None)
        if first is None:
            return 0
        passages = build(chain([first], works), embedder, corpus.generation, release.written, recall, staging.wanted)
    release.all()
    made.update(release.made)
    return passages


def _of(made: dict[str, Change], change: Change) -> tuple[str, ...]:
    return tuple(key for key, made_of in made.items() if made_of is change)
