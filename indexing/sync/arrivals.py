"""What a thread stages while it reads on, for those who embed it meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue

from indexing.catalog.staging import Staging, Work

_AT_ONCE = 32


class Arrivals:
    """Articles that wait to be indexed: what an earlier run left, then what is staged, in the order of its staging."""

    def __init__(self, staging: Staging, staged: Iterator[Sequence[str]]) -> None:
        """`staged` reads and stages as it is asked for the ids of what it has staged."""
        self._staging = staging
        self._staged = staged
        self._came: SimpleQueue[Sequence[str] | None] = SimpleQueue()
        self._failure: BaseException | None = None
        self._complete = self._abandoned = False
        self._left = staging.waiting_ids()
        self._thread = threading.Thread(target=self._read, name="onrecord reading")

    @property
    def complete(self) -> bool:
        """Whether all was read: no later edition can come of what has come, nor word that it was taken back."""
        return self._complete

    def works(self) -> Iterator[Work]:
        """All that wait, until everything is read. Raises what the reading raised."""
        for start in range(0, len(self._left), _AT_ONCE):
            yield from self._staging.staged(self._left[start : start + _AT_ONCE])
        while (ids := self._came.get()) is not None:
            yield from self._staging.staged(ids)
        if self._failure:
            raise self._failure

    @classmethod
    @contextmanager
    def of(cls, staging: Staging, staged: Iterator[Sequence[str]]) -> Generator[Arrivals]:
        """Read for as long as the block lasts; who leaves it early ends the reading."""
        arrivals = cls(staging, staged)
        arrivals._thread.start()
        try:
            yield arrivals
        finally:
            arrivals._abandoned = True
            arrivals._thread.join()

    def _read(self) -> None:
        try:
            for ids in self._staged:
                self._came.put(ids)
                if self._abandoned:
                    return
            self._complete = True
        except BaseException as error:  # noqa: BLE001 - raised again where the works are asked for
            self._failure = error
        finally:
            self._came.put(None)
