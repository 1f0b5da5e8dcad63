"""Make the index equal to the sources.

Read and stage, then embed and write, then let the new versions answer, then remove what they replace. Each step can
be done again: what a crash leaves is staged work, which the next run finishes, and debris, which it removes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from indexing.articles import Article, Passage, digest
from indexing.catalog.staging import Change, Staging, State, Work
from indexing.corpus import Corpus
from indexing.readers import Failure, Reading, Skipped, read
from indexing.splitting import split
from indexing.sync.building import build
from indexing.sync.mending import check, clear_debris, mend
from indexing.sync.pruning import stale
from indexing.sync.recalling import unchanged
from indexing.sync.reports import Duplicate, Note, Progress, Step, SyncReport, Tally

STAGED_AT_ONCE = 32
Watch = Callable[[Progress], None]
Audit = Callable[[Reading], None]


def sync(
    corpus: Corpus,
    locations: Sequence[str],
    *,
    prune: bool = False,
    dry_run: bool = False,
    progress: Watch = lambda _: None,
    audit: Audit | None = None,
) -> SyncReport:
    """Index what is new or changed at the locations; the rest of the batch goes on past what cannot be read.

    With `prune`, articles are removed whose source lay under the locations and is no longer there. With `dry_run`,
    nothing is written. Work that an earlier run left is finished too. Raises CorpusError and ModelError.
    """
    begun = time.monotonic()
    staging = Staging(corpus.catalog.database)
    with corpus.writing:
        if not dry_run:
            mend(corpus)
        tally = _take_in(corpus, staging, locations, dry_run, progress, audit)
        gone = stale(corpus.catalog, locations, tally) if prune else ()
        report = SyncReport(
            unchanged=tuple(tally.unchanged),
            removed=gone,
            failed=tuple(tally.failed),
            duplicates=tuple(tally.duplicates),
            notes=tuple(tally.notes),
            skipped=tuple(tally.skipped),
        )
        if dry_run:
            report = replace(report, added=tuple(tally.added), changed=tuple(tally.changed))
        else:
            staging.remove(gone)
            made, passages = _index(corpus, staging, progress)
            clear_debris(corpus)
            if made or gone:
                check(corpus)
            report = replace(
                report, passages=passages, added=_of(made, Change.ADDED), changed=_of(made, Change.CHANGED)
            )
    return replace(report, revision=corpus.catalog.revision, seconds=round(time.monotonic() - begun, 3))


def _take_in(
    corpus: Corpus, staging: Staging, locations: Sequence[str], dry_run: bool, progress: Watch, audit: Audit | None
) -> Tally:
    tally = Tally()
    held: list[tuple[Article, Sequence[Passage]]] = []
    limit = corpus.settings.max_file_mb * 1_000_000
    for reading in chain.from_iterable(read(location, max_bytes=limit) for location in locations):
        if isinstance(reading, Failure):
            tally.failed.append(reading)
            continue
        if isinstance(reading, Skipped):
            tally.skipped.append(reading.source)
            continue
        tally.notes.extend(Note(reading.article.source, note) for note in reading.notes)
        if audit:
            audit(reading)
        if work := _needed(corpus, staging, reading.article, tally):
            held.append(work)
        if len(held) >= STAGED_AT_ONCE and not dry_run:
            staging.stage(held)
            held = []
        progress(Progress(Step.READING, len(tally.sources), source=reading.article.source))
    if not dry_run:
        staging.stage(held)
    return tally


def _needed(
    corpus: Corpus, staging: Staging, article: Article, tally: Tally
) -> tuple[Article, Sequence[Passage]] | None:
    """The article with its passages where it has to be staged; what becomes of it is noted in the tally."""
    first = tally.sources.setdefault(article.id, article.source)
    if first != article.source:
        tally.failed.append(
            Failure(article.source, f"It has the same id, {article.id}, as {first}, which was indexed.")
        )
        return None
    known = staging.known(article.id)
    if known and known.live == article.version:
        tally.unchanged.append(article.id)
        # Another source or a staged version that has been taken back still has to be noted.
        return None if known.source == article.source and known.staged is None else (article, ())
    passages = split(article)
    if not passages:
        tally.failed.append(Failure(article.source, "It holds no sentence that could be searched."))
        return None
    text = digest(article.text)
    twin = tally.texts.setdefault(text, corpus.catalog.twin(text, article.id) or article.id)
    if twin != article.id:
        tally.duplicates.append(Duplicate(article.id, twin))
    (tally.changed if known and known.live else tally.added).append(article.id)
    return None if known and known.staged == article.version else (article, passages)


def _index(corpus: Corpus, staging: Staging, progress: Watch) -> tuple[dict[str, Change], int]:
    made: dict[str, Change] = {}
    total = staging.waiting()

    def written(done: int, complete: Sequence[Work]) -> None:
        now_live = staging.make_live({work.article.id: work.passages[-1].version for work in complete})
        made.update(now_live)
        if Change.CHANGED in now_live.values():
            clear_debris(corpus)
        progress(Progress(Step.EMBEDDING, done, total))

    recall = unchanged(corpus.catalog, corpus.vectors)
    return made, build(staging.all(State.STAGED), corpus.embedder, corpus.generation, written, recall)


def _of(made: dict[str, Change], change: Change) -> tuple[str, ...]:
    return tuple(key for key, made_of in made.items() if made_of is change)
