"""How many questions the articles are searched and read for at once.

Reading takes all cores, so more at once would only make each slower. Who waits is let in by turns, and who leaves while
waiting costs nothing.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from service.composing.page import Reader
from service.errors import ReaderLeft

_LOOK_SECONDS = 0.5


class Seats:
    """So many places; safe to take from any thread."""

    def __init__(self, places: int = 4) -> None:
        """All are free."""
        self._free = threading.Semaphore(places)

    @contextmanager
    def taken(self, reader: Reader) -> Generator[None]:
        """A place, while the block lasts. Raises ReaderLeft where the reader has left, before and after it."""
        while not self._free.acquire(timeout=_LOOK_SECONDS):
            refuse_left(reader)
        try:
            refuse_left(reader)
            yield
        finally:
            self._free.release()
        refuse_left(reader)


def refuse_left(reader: Reader) -> None:
    """Raise ReaderLeft where nobody reads the answer any more."""
    if reader.left.done():
        raise ReaderLeft("Nobody reads this answer any more.")
