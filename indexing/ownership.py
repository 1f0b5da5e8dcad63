"""One data folder, one owner: a lock that ends with its process, and a note that says who holds it.

The embedded Chroma and tantivy allow one writing process. A stale note, after a crash, is of no account: only the
lock counts, and the system releases that with the process.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from indexing.errors import CorpusLocked
from indexing.faults import unmade, unwritable

# Long enough to outlast another process that only looks whether the lock is free.
_SHORTLY = 0.5


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a data folder; `port` and `token` where work can be handed to it over loopback."""

    pid: int
    command: str
    port: int | None = None
    token: str | None = None


class Claim:
    """A held lock; lasts until the `claim` block ends or the process does."""

    def __init__(self, folder: Path, owner: Owner) -> None:
        """Note the owner of a folder whose lock is held."""
        self._note = folder / "owner.json"
        self.owner = owner
        self._write()

    def publish(self, port: int, token: str) -> None:
        """Let other processes hand their work to `http://127.0.0.1:port/operations`, with this bearer token."""
        self.owner = replace(self.owner, port=port, token=token)
        self._write()

    def end(self) -> None:
        """Take the note away."""
        self._note.unlink(missing_ok=True)

    def _write(self) -> None:
        fresh = self._note.with_suffix(".new")
        # The token admits to writing: for the owner's eyes only.
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self.owner), file)
        fresh.replace(self._note)


@contextmanager
def claim(folder: Path, command: str, wait: float = 0) -> Generator[Claim]:
    """Own the data folder for the length of the block, after at most `wait` seconds. Raises CorpusLocked."""
    lock = FileLock(_lock_file(folder))
    try:
        lock.acquire(timeout=max(wait, _SHORTLY))
    except Timeout as error:
        raise CorpusLocked(_sentence(folder, _noted(folder))) from error
    except OSError as error:
        raise unwritable("data folder", folder, error) from error
    held: Claim | None = None
    try:
        held = _noted_claim(folder, command)
        yield held
    finally:
        if held:
            held.end()
        lock.release()


def _noted_claim(folder: Path, command: str) -> Claim:
    try:
        return Claim(folder, Owner(os.getpid(), command))
    except OSError as error:
        raise unwritable("data folder", folder, error) from error


def owner(folder: Path) -> Owner | None:
    """Who holds the data folder now, or None when nobody does."""
    if not folder.is_dir():
        return None
    lock = FileLock(_lock_file(folder))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _noted(folder) or Owner(0, "another process")
    except OSError as error:
        raise unwritable("data folder", folder, error) from error
    lock.release()
    return None


def _lock_file(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unmade(folder, error) from error
    return folder / "lock"


def _noted(folder: Path) -> Owner | None:
    try:
        return Owner(**json.loads((folder / "owner.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # The owner is between taking the lock and noting itself, or was killed while it wrote.
        return None


def _sentence(folder: Path, owner: Owner | None) -> str:
    holder = f"`onrecord {owner.command}` (process {owner.pid})" if owner else "another process"
    return f"The data folder {folder} is in use by {holder}: wait until that has ended, or stop it."
