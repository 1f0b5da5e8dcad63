"""The commands that change the index, as events: the same for a command's own process and for the service."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from indexing.backup.loading import load
from indexing.backup.saving import save
from indexing.corpus import Corpus, open_catalog
from indexing.engines import Engine, in_bulk
from indexing.errors import OnRecordError
from indexing.ownership import claim
from indexing.readers import Reading
from indexing.replica import refuse_replica
from indexing.settings import IndexingSettings
from indexing.sources.mapping import FieldMapping
from indexing.sync import sync
from indexing.sync.erasure import Kept, Nothing, erase
from indexing.sync.inspection import inspect, repair
from indexing.sync.rebuilding import compact, rebuild, restore
from indexing.sync.removal import remove
from indexing.sync.reports import Progress

Event = dict[str, Any]
_NOTHING = Nothing()
COMMANDS = ("index", "remove", "erase", "rebuild", "compact", "check", "backup")


class IndexArguments(BaseModel):
    """Arguments of `index`. Paths are absolute, that of a mapping too: the service runs in a folder of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...]
    prune: bool = False
    dry_run: bool = False
    audit: bool = False
    mapping: str | None = None
    engine: Engine = Engine.LOCAL


class RemoveArguments(BaseModel):
    """Arguments of `remove` and `erase`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ids: tuple[str, ...]


class CheckArguments(BaseModel):
    """Arguments of `check`: look for so many passages, for all without a sample."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sample: int | None = None
    repair: bool = False


class BackupArguments(BaseModel):
    """Arguments of `backup`: an absolute path."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path


def operate(corpus: Corpus, command: str, arguments: Mapping[str, Any], kept: Kept = _NOTHING) -> Iterator[Event]:
    """Run one of COMMANDS, yielding `{"event": "progress" | "audit", ...}` while it goes on and at last
    `{"event": "report", "report": {...}}`, or `{"event": "error", "message": ...}`. Events can be written as JSON.

    The work is done in a thread and goes on when nobody takes the events any more. `erase` also erases
    what was kept beside the index.
    """
    return _events(lambda watch: _done(corpus, command, arguments, watch, kept), corpus.go_on)


def operate_folder(
    settings: IndexingSettings, command: str, arguments: Mapping[str, Any], kept: Kept = _NOTHING
) -> Iterator[Event]:
    """The same on a data folder that nobody has opened: it is owned and opened for as long as the work takes.

    `rebuild` needs only the catalog, so it mends a folder whose indexes cannot be opened; `restore` needs an empty
    folder. Raises CorpusError.
    """
    refuse_replica(settings)
    with claim(settings.data_dir, command):
        if command == "restore":
            file = BackupArguments.model_validate(arguments).file
            yield from _events(lambda watch: load(file, settings, watch.progress))
        elif command == "rebuild":
            with closing(open_catalog(settings)) as catalog:
                catalog.database.own()
                yield from _events(lambda watch: restore(catalog, settings, watch.progress))
        else:
            with Corpus.open(settings) as corpus:
                corpus.retired_after = 0.0
                yield from operate(corpus, command, arguments, kept)


class _Watch:
    """Turns what the work tells into events; told to stop, it ends the work at the next word."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        self.events: SimpleQueue[Event | None] = SimpleQueue()
        self.stop = threading.Event()

    def progress(self, done: Progress) -> None:
        self._go_on()
        if self.stop.is_set():
            raise OnRecordError("Stopped. What was finished is kept, and the next run goes on from there.")
        self.events.put({"event": "progress", **asdict(done)})

    def audit(self, reading: Reading) -> None:
        article = reading.article
        cuts = _JSON.dump_python(reading.cuts, mode="json")
        told = {"source": article.source, "article_id": article.id, "cuts": cuts, "notes": list(reading.notes)}
        self.events.put({"event": "audit", **told})


def _events(work: Callable[[_Watch], object], go_on: Callable[[], None] = lambda: None) -> Iterator[Event]:
    watch = _Watch(go_on)
    worker = threading.Thread(target=_run, args=(work, watch), name="onrecord operation")
    worker.start()
    while True:
        try:
            event = watch.events.get()
        except KeyboardInterrupt:
            watch.stop.set()
            continue
        if event is None:
            break
        yield event
    worker.join()


def _run(work: Callable[[_Watch], object], watch: _Watch) -> None:
    try:
        report = _JSON.dump_python(work(watch), mode="json")
        watch.events.put({"event": "report", "report": report})
    except ValidationError as error:
        watch.events.put({"event": "error", "message": f"The arguments are wrong: {error.errors()[0]['msg']}."})
    except OnRecordError as error:
        watch.events.put({"event": "error", "message": str(error)})
    except BaseException as error:
        watch.events.put({"event": "error", "message": f"It failed unexpectedly: {type(error).__name__}: {error}"})
        raise
    finally:
        watch.events.put(None)


def _done(corpus: Corpus, command: str, arguments: Mapping[str, Any], watch: _Watch, kept: Kept) -> object:
    if command != "check" or arguments.get("repair"):
        corpus.refuse_writing()
    match command:
        case "index":
            wanted = IndexArguments.model_validate(arguments)
            return sync(
                corpus,
                wanted.locations,
                prune=wanted.prune,
                dry_run=wanted.dry_run,
                progress=watch.progress,
                mapping=FieldMapping.named(wanted.mapping) if wanted.mapping else None,
                audit=watch.audit if wanted.audit else None,
                embedder=in_bulk(wanted.engine, corpus.settings, corpus.embedder),
            )
        case "remove":
            return remove(corpus, RemoveArguments.model_validate(arguments).ids)
        case "erase":
            return erase(corpus, RemoveArguments.model_validate(arguments).ids, kept, watch.progress)
        case "rebuild":
            return rebuild(corpus, watch.progress)
        case "compact":
            return compact(corpus, watch.progress)
        case "backup":
            return save(corpus, BackupArguments.model_validate(arguments).file, watch.progress)
        case "check":
            return _checked(corpus, CheckArguments.model_validate(arguments), watch)
        case _:
            raise OnRecordError(f"There is no command {command!r}: use one of {', '.join(COMMANDS)}.")


def _checked(corpus: Corpus, wanted: CheckArguments, watch: _Watch) -> Event:
    found = inspect(corpus, wanted.sample, watch.progress)
    repaired = wanted.repair and not found.whole
    after = repair(corpus, found, watch.progress) if repaired else found
    return {**asdict(found), "whole": found.whole, "repaired": repaired and after.whole}


_JSON: TypeAdapter[Any] = TypeAdapter(Any)
