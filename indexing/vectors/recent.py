"""The vectors that were compared last: a scope that is asked about is asked about again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

Rows = Mapping[str, NDArray[np.float32]]

# 1.6 kB each at 384 dimensions.
_MOST: Final = 30_000


class Recent:
    """Compares passages one by one, reading those vectors that are not remembered. An id never changes its vector."""

    def __init__(self, read: Callable[[Sequence[str]], Rows]) -> None:
        """Remember what `read` gives: the vectors of those ids that have one."""
        self._read = read
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def nearest(self, vector: NDArray[np.float32], ids: Sequence[str]) -> list[tuple[str, float]]:
        """All of these passages with their cosines, best first; unknown ids are passed over."""
        rows = self._rows_of(ids)
        if not rows:
            return []
        cosines = np.stack(list(rows.values())) @ _unit(vector)
        return sorted(zip(rows, cosines.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))

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
