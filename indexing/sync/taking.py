"""What sources give, compared with what is held: what is new or changed is staged, the rest is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from indexing.articles import Article, Passage, digest
from indexing.catalog.staging import Staging
from indexing.catalog.steps import Known
from indexing.corpus import Corpus
from indexing.filenames import file_of
from indexing.readers.readings import Failure, Reading, Result, Skipped, Unchanged, Unlisted, Withheld
from indexing.splitting import split
from indexing.sync.reports import Duplicate, Note, Progress, Step, Watch
from indexing.sync.tally import Tally

STAGED_AT_ONCE = 32
Audit = Callable[[Reading], None]
_Staged = tuple[Article, Sequence[Passage]]


def take_in(
    corpus: Corpus, results: Iterable[Result], tally: Tally, dry_run: bool, progress: Watch, audit: Audit | None
) -> Iterator[Sequence[str]]:
    """Stage what is new or changed of the results, and note in the tally what became of each.

    Goes on as it is asked for the ids of those that it has staged, a few at a time.
    """
    staging = Staging(corpus.catalog.database)
    held: dict[str, _Staged] = {}
    for result in results:
        if isinstance(result, Reading):
            if _is_last(result.article.id, result.edition, tally):
                if result.article.id not in tally.sources:
                    held.pop(result.article.id, None)
                held |= _read(corpus, result, tally, audit)
            progress(Progress(Step.READING, len(tally.sources), source=result.article.source))
        else:
            _count(result, tally)
        if len(held) >= STAGED_AT_ONCE and not dry_run:
            staging.stage(held.values())
            yield list(held)
            held = {}
    _take_back(staging, tally, dry_run)
    if not dry_run:
        left = {article_id: work for article_id, work in held.items() if article_id not in tally.withdrawn}
        staging.stage(left.values())
        yield list(left)


def _read(corpus: Corpus, reading: Reading, tally: Tally, audit: Audit | None) -> dict[str, _Staged]:
    tally.notes.extend(Note(reading.article.source, note) for note in reading.notes)
    if audit:
        audit(reading)
    work = _needed(corpus, Staging(corpus.catalog.database), reading, tally)
    return {reading.article.id: work} if work else {}


def _take_back(staging: Staging, tally: Tally, dry_run: bool) -> None:
    """Remove what publishers took back, before it could answer again."""
    there = [article_id for article_id in sorted(tally.withdrawn) if staging.known(article_id)]
    tally.removed.extend(there if dry_run else staging.remove(there))


def _count(result: Result, tally: Tally) -> None:
    match result:
        case Failure():
            tally.failed.append(result)
        case Skipped():
            tally.skipped.append(result.source)
        case Unchanged():
            if result.article_id not in tally.sources:
                tally.sources[result.article_id] = result.source
                tally.unchanged.append(result.article_id)
        case Unlisted():
            tally.unlisted.append(result.article_id)
        case Withheld() if _is_last(result.article_id, result.edition, tally):
            tally.notes.append(Note(result.source, result.reason))
            if result.for_good:
                tally.withdrawn.add(result.article_id)
        case Withheld():
            pass
        case Reading():
            pass


def _is_last(article_id: str, edition: str | None, tally: Tally) -> bool:
    """Whether no later edition of the article has been seen in this run."""
    if edition is None or edition == tally.editions.get(article_id):
        return True
    if edition < tally.editions.get(article_id, ""):
        return False
    tally.supersede(article_id, edition)
    return True


def _needed(corpus: Corpus, staging: Staging, reading: Reading, tally: Tally) -> _Staged | None:
    """The article with its passages where it has to be staged; what becomes of it is noted in the tally."""
    article = reading.article
    if article.id in tally.sources:
        clash = _clash(article, tally)
        tally.failed.extend(clash)
        tally.clashing.update(article.id for _ in clash)
        return None
    tally.sources[article.id] = article.source
    tally.versions[article.id] = article.version
    known = staging.known(article.id)
    if known and known.live == article.version:
        tally.unchanged.append(article.id)
        # Another source or a staged version that has been taken back still has to be noted.
        return None if known.source == article.source and known.staged is None else (article, ())
    if known and reading.edition is None:
        _note_replaced(known, article, tally)
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


def _clash(article: Article, tally: Tally) -> list[Failure]:
    """A sentence for an id that was given before in the same run, unless it is the same article once more."""
    first = tally.sources[article.id]
    if first != article.source:
        reason = f"It has the same id, {article.id}, as {first}, which was indexed."
    elif tally.versions.get(article.id, article.version) != article.version:
        reason = f"It is given twice, as {article.id} with another content; the first was indexed."
    else:
        return []
    return [Failure(article.source, reason)]


def _note_replaced(known: Known, article: Article, tally: Tally) -> None:
    """A sentence for an article that replaces one of the same id in another file, which is still there."""
    place = file_of(known.source)
    if place != file_of(article.source) and os.path.lexists(place):
        told = f"It has the same id, {article.id}, as {known.source}, which it replaces; give one of them another id."
        tally.notes.append(Note(article.source, told))
        tally.replaced.add(place)
