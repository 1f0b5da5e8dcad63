"""Documents read in a process of their own: one that takes too long, or takes that process down, is refused alone."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TypeVar

from indexing.errors import SourceError
from indexing.readers.formats import Document, Format, articles
from indexing.readers.readings import Result

# Text and records take as long as they are large. Markup can be made to take hours, but not what is as small as most
# pages are: at worst it takes seconds. Packed documents may unpack to anything.
_PACKED = frozenset({Format.PDF, Format.WORD})
_MARKUP = frozenset({Format.MARKDOWN, Format.PAGE, Format.NEWSML, Format.NINJS})
SMALL = 200_000
_Read = TypeVar("_Read")


class Apart:
    """The process is begun when it is first needed, and goes on to the next document.

    It is ended by its own alarm, whatever it is doing then, and by the end of its parent, whose pipe closes.
    """

    def __init__(self, seconds: int) -> None:
        """Each document may take so many seconds."""
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def articles(self, document: Document, max_bytes: int) -> Iterator[Result]:
        """As `formats.articles`. Raises SourceError."""
        form, size = document.form, len(document.data)
        if form in _PACKED or (form in _MARKUP and size > SMALL):
            yield from self.read(_all, document, max_bytes)
        else:
            yield from articles(document, max_bytes)

    def read(self, reader: Callable[..., _Read], *given: object) -> _Read:
        """What a reader makes of one document. Raises SourceError, as the reader does."""
        pipe = self._pipe or self._begun()
        try:
            pipe.send((reader, given))
            found: _Read | SourceError = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        if isinstance(found, SourceError):
            raise found
        return found

    def close(self) -> None:
        """End the process."""
        if self._pipe and self._process:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def _begun(self) -> Connection:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._seconds), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe

    def _ended(self) -> SourceError:
        process = self._process
        if process:
            process.join()
        late = process is not None and process.exitcode == -signal.SIGALRM
        self.close()
        if late:
            return SourceError(
                f"It takes more than {self._seconds} seconds to read; simplify it, or raise ONRECORD_READ_SECONDS."
            )
        return SourceError("The process that read it ended, perhaps for want of memory; split it.")


def _serve(pipe: Connection, seconds: int) -> None:
    # Ctrl-C is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            reader, given = pipe.recv()
        except EOFError:
            return
        signal.alarm(seconds)
        try:
            found = reader(*given)
        except SourceError as error:
            found = error
        signal.alarm(0)
        pipe.send(found)


def _all(document: Document, max_bytes: int) -> list[Result]:
    return list(articles(document, max_bytes))
