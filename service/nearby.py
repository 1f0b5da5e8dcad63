"""The library of a data folder: opened here, or that of the service which has the folder open."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager

from indexing.errors import CorpusError, CorpusLocked
from indexing.faults import without_index
from indexing.ownership import claim, owner
from service.client import OnRecord
from service.library import Library
from service.settings import ServiceSettings


@contextmanager
def library(settings: ServiceSettings, command: str, *, seconds: float) -> Generator[Library]:
    """The library for the length of the block; a service that is asked in its stead may take so many seconds.

    The command is what others are told that holds the folder. Raises CorpusError, ModelError or SettingsError.
    """
    if not settings.data_dir.is_dir():
        raise without_index(settings.data_dir)
    with ExitStack() as held:
        try:
            held.enter_context(claim(settings.data_dir, command))
        except CorpusLocked:
            holder = owner(settings.data_dir)
            if holder is None or holder.port is None:
                raise
            yield held.enter_context(OnRecord(f"http://127.0.0.1:{holder.port}", timeout=seconds))
        else:
            yield held.enter_context(_opened(settings))


@contextmanager
def _opened(settings: ServiceSettings) -> Generator[Library]:
    from service import wiring  # seconds of imports, once it is known that the folder is to be opened here

    service = wiring.build(settings)
    try:
        if not service.corpus.catalog.articles(limit=1):
            raise CorpusError(f"There are no articles in {settings.data_dir}: run `onrecord index PATH` first.")
        yield service
    finally:
        service.close()
