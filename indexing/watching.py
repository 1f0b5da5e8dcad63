"""Folders followed: whatever changes in them is indexed, until somebody stops it."""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, watch

from indexing.errors import OnRecordError

_TICK_MS = 500
_RETRY_SECONDS = 5.0


def follow(sync: Callable[[], None], paths: Sequence[str], ignored: Path) -> None:
    """Sync now and after each change of the paths, until interrupted.

    What fails is told, and tried again after a while or with the next change. Nothing in `ignored` counts as a change:
    the index may lie in a folder that it is made from. Raises OnRecordError where a path is not there.
    """
    missing = next((path for path in paths if not Path(path).exists()), None)
    if missing:
        raise OnRecordError(f"There is no {missing} that could be watched; check the path.")

    def counts(_change: Change, path: str) -> bool:
        return not Path(path).is_relative_to(ignored) and not Path(path).name.startswith(".")

    with suppress(KeyboardInterrupt):  # also in the middle of a sync, whose work the next one goes on with
        _follow(sync, paths, counts)


def _follow(sync: Callable[[], None], paths: Sequence[str], counts: Callable[[Change, str], bool]) -> None:
    due: float | None = 0.0
    # The watch has begun before the first sync: what changes meanwhile is not missed.
    for changed in watch(
        *paths, watch_filter=counts, rust_timeout=_TICK_MS, yield_on_timeout=True, raise_interrupt=False
    ):
        if changed or (due is not None and time.monotonic() >= due):
            due = None if _done(sync) else time.monotonic() + _RETRY_SECONDS


def _done(sync: Callable[[], None]) -> bool:
    try:
        sync()
    except OnRecordError as error:
        print(error, file=sys.stderr, flush=True)
        return False
    return True
