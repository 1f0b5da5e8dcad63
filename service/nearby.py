"""The library of a data folder: opened here, or that of the service which has the folder open."""

import threading
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import Self

from indexing.errors import CorpusError, CorpusLocked
from indexing.faults import refuse_none
from indexing.ownership import claim, owner
from service.client import OnRecord
from service.library import Library
from service.settings import ServiceSettings


@contextmanager
def library(settings: ServiceSettings, command: str, *, seconds: float) -> Generator[Library]:
    """The library for the length of the block; a service that is asked in its stead may take so many seconds.

    The command is what others are told that holds the folder. Raises CorpusError, ModelError or SettingsError.
    """
    refuse_none(settings)
    with ExitStack() as held:
        try:
            held.enter_context(claim(settings.data_dir, command))
        except CorpusLocked:
            holder = owner(settings.data_dir)
            if holder is None or holder.port is None:
                raise
            # Who may read the folder has its token, which opens a service that asks others for a key.
            service = OnRecord(f"http://127.0.0.1:{holder.port}", holder.token, seconds)
            yield held.enter_context(service)
        else:
            yield held.enter_context(_opened(settings))


class Nearby:
    """The library over a long time: opened for the first call that finds the folder free, then held."""

    def __init__(self, settings: ServiceSettings, *, seconds: float) -> None:
        """Nothing is opened yet. Raises CorpusError where there is no index."""
        refuse_none(settings)
        self._settings = settings
        self._seconds = seconds
        self._held = ExitStack()
        self._opened: Library | None = None
        self._opening = threading.Lock()

    @contextmanager
    def lent(self) -> Generator[Library]:
        """The library for the length of the block. Raises what `library` raises."""
        with ExitStack() as call:
            yield self._here_or_there(call)

    def _here_or_there(self, call: ExitStack) -> Library:
        with self._opening:
            if self._opened is None:
                found = call.enter_context(library(self._settings, "mcp", seconds=self._seconds))
                if isinstance(found, OnRecord):
                    return found  # for this call only: the service may be gone at the next
                self._opened, self._held = found, call.pop_all()
            return self._opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()


@contextmanager
def _opened(settings: ServiceSettings) -> Generator[Library]:
    from service import wiring  # seconds of imports, once it is known that the folder is to be opened here

    service = wiring.build(settings)
    try:
        if not service.corpus.catalog.articles(limit=1, closed=True):
            raise CorpusError(f"There are no articles in {settings.data_dir}: run `onrecord index PATH` first.")
        yield service
    finally:
        service.close()
