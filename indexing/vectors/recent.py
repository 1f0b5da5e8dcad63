"""The vectors that were compared last: a scope that is asked about is asked about again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

Rows = Mapping[str, NDArray[np.float32]]
_Table = tuple[tuple[str, ...], NDArray[np.float32]]

# 1.6 kB each at 384 dimensions, and as much again in the tables of the last scopes.
_MOST: Final = 30_000
_TABLES: Final = 2


class Recent:
    """Compares passages one by one, reading those vectors that are not remembered. An id never changes its vector."""

    def __init__(self, read: Callable[[Sequence[str]], Rows]) -> None:
        """Remember what `read` gives: the vectors of those ids that have one."""
        self._read = read
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._tables: dict[tuple[str, ...], _Table] = {}
        self._lock = threading.Lock()

    def nearest(self, vector: NDArray[np.float32], ids: tuple[str, ...], k: int) -> list[tuple[str, float]]:
        """The nearest `k` of these passages with their cosines, best first; unknown ids are passed over."""
        there, table = self._table(ids)
        if not there or k < 1:
            return []
        cosines = table @ _unit(vector)
        # All that are as near as the last of the k, so that equal ones are told apart by their ids alone.
        least = np.partition(cosines, -k)[-k] if k < len(there) else -np.inf
        near = [(there[place], float(cosines[place])) for place in np.flatnonzero(cosines >= least)]
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:k]

    def _table(self, ids: tuple[str, ...]) -> _Table:
        with self._lock:
            known = self._tables.get(ids)
        if known:
            return known
        rows = self._rows_of(ids)
        table = (tuple(rows), np.stack(list(rows.values())) if rows else np.empty((0, 0), np.float32))
        # Where a vector is missing it may yet be written.
        if len(rows) == len(ids):
            with self._lock:
                self._tables = dict(islice({ids: table, **self._tables}.items(), _TABLES))
        return table

    def _rows_of(self, ids: Sequence[str]) -> Rows:
        with self._lock:
            held = {key: self._rows[key] for key in ids if key in self._rows}
        read = {key: _unit(row) for key, row in self._read([key for key in ids if key not in held]).items()}
        with self._lock:
            self._rows |= read
            for oldest in list(islice(self._rows, max(0, len(self._rows) - _MOST))):
                del self._rows[oldest]
        return held | read


def _unit(row: NDArray[np.float32]) -> NDArray[np.float32]:
    return row / (np.linalg.norm(row) or 1.0)
