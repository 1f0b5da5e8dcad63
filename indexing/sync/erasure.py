"""Articles erased: taken out of answers, texts and traces deleted, the indexes made afresh, and the absence proved.

What is to be looked for is noted in the data folder until none of it is found: after a crash the next erasure goes on.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from indexing import absence
from indexing.absence import Search, Sought, Trace
from indexing.catalog.remains import Remains
from indexing.corpus import Corpus
from indexing.faults import unwritable
from indexing.readers.submitted import SOURCE
from indexing.sync.rebuilding import compact
from indexing.sync.removal import remove
from indexing.sync.reports import Progress, Receipt

NOTE: Final = "erasing.json"
_ONE_AT_A_TIME: Final = threading.Lock()


class Kept(Protocol):
    """What was kept of articles beside the index."""

    def quoted(self, article_ids: Sequence[str]) -> Sequence[str]:
        """What is kept word for word of these articles."""
        ...

    def drawing(self, article_ids: Sequence[str], stretches: Sequence[str]) -> Sequence[str]:
        """The ids of what cites these articles, offers them or repeats a stretch of them."""
        ...

    def erase(self, article_ids: Sequence[str], stretches: Sequence[str]) -> None:
        """Erase what was taken from these articles."""
        ...


class Nothing:
    """Where nothing but the index was kept."""

    def quoted(self, article_ids: Sequence[str]) -> Sequence[str]:
        """Nothing."""
        return ()

    def drawing(self, article_ids: Sequence[str], stretches: Sequence[str]) -> Sequence[str]:
        """Nothing."""
        return ()

    def erase(self, article_ids: Sequence[str], stretches: Sequence[str]) -> None:
        """There is nothing to erase."""


@dataclass(frozen=True, slots=True)
class Erasure(Receipt):
    """What an erasure did, and what proves it.

    `before` are articles that had been removed before; `answers` the stored answers that cited or repeated the
    articles, `sources` where these were read from and would be read again. So many `probes` were looked for in so many
    `files`; `traces` are where one was found. `shared` stretches are not: other articles say them too. `elsewhere`
    names stores of other machines, into whose bytes nobody can look from here.
    """

    before: tuple[str, ...]
    answers: tuple[str, ...]
    sources: tuple[str, ...]
    probes: int
    shared: int
    files: int
    bytes: int
    traces: tuple[Trace, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be erased: articles, the records of their passages, stretches of their texts, their sources, and what
    drew on them.
    """

    ids: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    def with_(self, other: _Task) -> _Task:
        return _Task(*(tuple(dict.fromkeys((*getattr(self, name), *getattr(other, name)))) for name in self.__slots__))


def erase(corpus: Corpus, ids: Sequence[str], kept: Kept, progress: Callable[[Progress], None]) -> Erasure:
    """Erase articles, every version and every trace, and look for them in every file of the data folder.

    Raises CorpusError. What was erased stays so, and the next call goes on, until nothing is found any more.
    """
    with _ONE_AT_A_TIME:
        return _erased(corpus, ids, kept, progress)


def _erased(corpus: Corpus, ids: Sequence[str], kept: Kept, progress: Callable[[Progress], None]) -> Erasure:
    note = corpus.settings.data_dir / NOTE
    begun = _noted(note)
    task = begun.with_(_task(corpus, ids, kept))
    _write(note, task)
    receipt = remove(corpus, task.ids)
    own = _own(corpus, task.stretches)
    task = replace(task, answers=tuple(dict.fromkeys((*task.answers, *kept.drawing(task.ids, own)))))
    _write(note, task)
    kept.erase(task.ids, own)
    # Chroma's graph and log, and tantivy's segments, keep what was deleted until they are made afresh.
    compact(corpus, progress)
    corpus.settle()
    # Once more, for answers that were being written when the article was taken out.
    kept.erase(task.ids, own)
    found = absence.search(corpus.settings.data_dir, (*own, *task.records), [note])
    traces = (*found.traces, *_indexed(corpus, task.records))
    if not traces:
        note.unlink()
    return _told(corpus, receipt, replace(found, traces=traces), task, own, begun.ids)


def _task(corpus: Corpus, ids: Sequence[str], kept: Kept) -> _Task:
    remains = Remains(corpus.catalog.database)
    texts = (*remains.texts(ids), *kept.quoted(ids))
    return _Task(
        tuple(ids),
        tuple(remains.records(ids)),
        tuple(stretch for text in texts for stretch in absence.probes(text)),
        tuple(source for source in remains.sources(ids) if not source.startswith(SOURCE)),
    )


def _own(corpus: Corpus, stretches: Sequence[str]) -> tuple[str, ...]:
    """Those that no other article says, as a copy of the same report would. The articles themselves are gone by now."""
    sought = Sought(stretches)
    shared = {one for stored in Remains(corpus.catalog.database).stored() for one in sought.within(stored)}
    return tuple(one for one in stretches if one not in shared)


def _indexed(corpus: Corpus, records: Sequence[str]) -> Iterator[Trace]:
    """The records that an index still holds: both compress, and one of them may be on a server."""
    for name, index in (("vector index", corpus.vectors), ("keyword index", corpus.keywords)):
        yield from (Trace(name, one) for one in sorted(index.ids().intersection(records)))


def _told(
    corpus: Corpus, receipt: Receipt, found: Search, task: _Task, own: Sequence[str], begun: Sequence[str]
) -> Erasure:
    gone = {*begun, *Remains(corpus.catalog.database).removed(receipt.unknown)}
    return Erasure(
        removed=receipt.removed,
        unknown=tuple(one for one in receipt.unknown if one not in gone),
        passages=receipt.passages,
        revision=receipt.revision,
        at=receipt.at,
        before=tuple(one for one in receipt.unknown if one in gone),
        answers=task.answers,
        sources=task.sources,
        probes=len(own) + len(task.records),
        shared=len(task.stretches) - len(own),
        files=found.files,
        bytes=found.bytes,
        traces=found.traces,
        elsewhere=tuple(_elsewhere(corpus)),
    )


def _elsewhere(corpus: Corpus) -> Iterable[str]:
    if corpus.settings.catalog_url:
        yield "PostgreSQL: its rows are deleted, its files and its log are its operator's"
    if corpus.settings.chroma_url:
        yield "Chroma server: its collection was made afresh and asked, its files are its operator's"


def _noted(note: Path) -> _Task:
    if not note.exists():
        return _Task()
    return _Task(**{name: tuple(given) for name, given in json.loads(note.read_text(encoding="utf-8")).items()})


def _write(note: Path, task: _Task) -> None:
    fresh = note.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(asdict(task)), encoding="utf-8")
        fresh.replace(note)
    except OSError as error:
        raise unwritable("note of what is erased", note.parent, error) from error
