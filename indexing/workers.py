"""Processes that embed in bulk: one thread each, fed a bounded stretch ahead, gone when their parent is gone."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexing.errors import ModelError

CHUNK = 16
# Enough that the workers stay busy while the parent writes a batch: about ten seconds of work each.
CHUNKS_AHEAD = 24


class Embeds(Protocol):
    """What a worker process holds: a model of one thread."""

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of one text."""
        ...


def in_processes(workers: int, make: Callable[[int], Embeds], texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
    """One vector per text, in order, from `workers` processes that each hold `make(1)`.

    Texts are taken from their iterator in this thread, a bounded stretch ahead. Raises ModelError when a worker dies.
    """
    remaining = iter(texts)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (make,))
    waiting: deque[Future[NDArray[np.float32]]] = deque()
    try:
        while True:
            while len(waiting) < workers * CHUNKS_AHEAD and (chunk := list(islice(remaining, CHUNK))):
                waiting.append(pool.submit(_embed, chunk))
            if not waiting:
                return
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ModelError(
            "A process that embeds ended unexpectedly, perhaps for want of memory: run the command again."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_held: list[Embeds] = []


def _start(make: Callable[[int], Embeds]) -> None:
    # Ctrl-C is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    _held.append(make(1))


def end_with_parent() -> None:
    """From here on this process ends when its parent has: one that is killed closes no queue to wait at."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)


def _embed(texts: list[str]) -> NDArray[np.float32]:
    return np.stack([_held[0].embed(text) for text in texts])
