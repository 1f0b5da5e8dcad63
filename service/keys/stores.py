"""Where keys are kept: in a file of the data folder. In a database on a server: service/keys/tables.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from indexing.errors import CorpusDamaged
from indexing.faults import unmade

_SECONDS = 5.0
TABLE: Final = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scope TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT)"""

Row = tuple[str, ...]


class Store(Protocol):
    """Takes SQL with named values (`:name`)."""

    def rows(self, query: str, **values: str) -> list[Row]:
        """What a query finds; nothing where no key has been made yet. Raises CorpusError."""
        ...

    def change(self, statement: str, **values: str | None) -> None:
        """Change what is kept; on disk when this returns. Raises CorpusError."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class KeyFile:
    """An SQLite file that several processes may read and write at once; it is made with the first key."""

    def __init__(self, file: Path) -> None:
        """Nothing is opened yet."""
        self._file = file

    def rows(self, query: str, **values: str) -> list[Row]:
        """What a query finds."""
        if not self._file.exists():
            return []
        with self._opened() as keys:
            return keys.execute(query, values).fetchall()

    def change(self, statement: str, **values: str | None) -> None:
        """Change what is kept."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unmade(self._file.parent, error) from error
        with self._opened() as keys:
            keys.execute("PRAGMA journal_mode = WAL")  # who looks a key up never waits for who makes one
            keys.execute(TABLE)
            keys.execute(statement, values)

    def close(self) -> None:
        """Nothing is held between calls."""

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._file, timeout=_SECONDS)
            try:
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            raise CorpusDamaged(f"The keys at {self._file} cannot be used ({error}).") from error
