"""Make the index equal to the sources.

Read and stage, then embed and write, then let the new versions answer, then remove what they replace. Each step can
be done again: what a crash leaves is staged work, which the next run finishes, and debris, which it removes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from indexing.catalog.clustering import Clustering
from indexing.catalog.staging import Change, Staging, State, Work
from indexing.corpus import Corpus
from indexing.embedding import Embedder
from indexing.sources import Sources
from indexing.sources.mapping import FieldMapping
from indexing.sync.building import build
from indexing.sync.mending import check, clear_debris, mend
from indexing.sync.pruning import stale
from indexing.sync.recalling import unchanged
from indexing.sync.reports import Progress, Step, SyncReport, Tally
from indexing.sync.rounds import rounds
from indexing.sync.taking import Audit, Watch, take_in


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

    def gathered(held: int) -> None:
        progress(Progress(Step.READING, len(tally.sources) + held))

    if not dry_run:
        with corpus.writing:
            mend(corpus)
    with Sources(corpus.settings, corpus.catalog.database, mapping, afresh=audit is not None) as sources:
        for results in rounds(locations, sources.read, gathered):
            with corpus.writing:
                corpus.go_on()
                take_in(corpus, results, tally, dry_run, progress, audit)
                if not dry_run:
                    sources.keep(tally.clashing, tally.replaced)
                    passages += _index(corpus, embedder or corpus.embedder, made, progress)
    with corpus.writing:
        corpus.go_on()
        gone = stale(corpus.catalog, locations, tally) if prune else ()
        if not dry_run:
            sources.keep(tally.clashing, tally.replaced)
            Staging(corpus.catalog.database).remove(gone)
            passages += _index(corpus, embedder or corpus.embedder, made, progress)
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


def _index(corpus: Corpus, embedder: Embedder, made: dict[str, Change], progress: Watch) -> int:
    """Embed and write what is staged and let it answer; `made` is told what became of it. The number of passages."""
    staging = Staging(corpus.catalog.database)
    total = staging.waiting()

    def written(done: int, complete: Sequence[Work]) -> None:
        now_live = staging.make_live({work.article.id: work.passages[-1].version for work in complete})
        made.update(now_live)
        if Change.CHANGED in now_live.values():
            clear_debris(corpus)
        Clustering(corpus.catalog.database).take_in(list(now_live))
        progress(Progress(Step.EMBEDDING, done, total))

    if not total:
        return 0
    recall = unchanged(corpus.catalog, corpus.vectors)
    return build(staging.all(State.STAGED), embedder, corpus.generation, written, recall)


def _of(made: dict[str, Change], change: Change) -> tuple[str, ...]:
    return tuple(key for key, made_of in made.items() if made_of is change)
