"""Articles erased: taken out of answers, texts and traces deleted, the indexes made afresh, and the absence proved.

What is to be looked for is noted in the data folder until that has been done: after a crash the next erasure goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from indexing import absence
from indexing.absence import Trace
from indexing.corpus import Corpus
from indexing.sync.rebuilding import compact
from indexing.sync.removal import remove
from indexing.sync.reports import Progress, Receipt

NOTE: Final = "erasing.json"
_NEAR: Final = 20

Forget = Callable[[Sequence[str], Sequence[str]], Sequence[str]]
"""Erases what was kept of articles, by their ids and by stretches of their texts; the ids of what it erased."""


@dataclass(frozen=True, slots=True)
class Erasure(Receipt):
    """What an erasure did, and what proves it.

    `answers` are the stored answers that cited or repeated the articles, `sources` where these were read from and would
    be read again. So many `probes` were looked for in so many `files`; `traces` are where one was found. `elsewhere`
    names stores of other machines, into whose bytes nobody can look from here.
    """

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
    """What is to be erased: articles, the records of their passages, stretches of their texts, their sources."""

    ids: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def with_(self, other: _Task) -> _Task:
        return _Task(*(tuple(dict.fromkeys((*getattr(self, name), *getattr(other, name)))) for name in self.__slots__))


def erase(corpus: Corpus, ids: Sequence[str], forget: Forget, progress: Callable[[Progress], None]) -> Erasure:
    """Erase articles, every version and every trace, and look for them in every file of the data folder.

    Raises CorpusError. What was erased stays so, and the next call goes on.
    """
    note = corpus.settings.data_dir / NOTE
    task = _noted(note).with_(_task(corpus, ids))
    _write(note, task)
    receipt = remove(corpus, task.ids)
    answers = forget(task.ids, task.stretches)
    # Chroma's graph and log, and tantivy's segments, keep what was deleted until they are made afresh.
    compact(corpus, progress)
    corpus.settle()
    own = tuple(one for one in task.stretches if not _stands(corpus, one))
    found = absence.search(corpus.settings.data_dir, (*own, *task.records), [note])
    note.unlink()
    return Erasure(
        **asdict(receipt),
        answers=tuple(answers),
        sources=task.sources,
        probes=len(own) + len(task.records),
        shared=len(task.stretches) - len(own),
        files=found.files,
        bytes=found.bytes,
        traces=found.traces,
        elsewhere=tuple(_elsewhere(corpus)),
    )


def _task(corpus: Corpus, ids: Sequence[str]) -> _Task:
    texts, sources = corpus.catalog.texts(ids), corpus.catalog.sources_of(ids)
    return _Task(
        tuple(ids),
        tuple(corpus.catalog.records_of(ids)[: absence.PROBES]),
        tuple(stretch for text in texts for stretch in absence.probes(text)),
        tuple(sources),
    )


def _stands(corpus: Corpus, stretch: str) -> bool:
    """Whether another article, such as a copy of the same report, says it too."""
    near = corpus.catalog.passages([key for key, _ in corpus.keywords.query(stretch, _NEAR)], closed=True)
    return any(stretch in passage.text for passage, _ in near.values())


def _elsewhere(corpus: Corpus) -> Iterable[str]:
    if corpus.settings.catalog_url:
        yield "PostgreSQL: its rows are deleted, its files and its log are its operator's"
    if corpus.settings.chroma_url:
        yield "Chroma server: its collection was made afresh, its files are its operator's"


def _noted(note: Path) -> _Task:
    if not note.exists():
        return _Task()
    return _Task(**{name: tuple(given) for name, given in json.loads(note.read_text(encoding="utf-8")).items()})


def _write(note: Path, task: _Task) -> None:
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(task)), encoding="utf-8")
    fresh.replace(note)
