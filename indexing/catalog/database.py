"""The catalog's database: opened with what keeps acknowledged commits, its faults told as sentences."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from indexing.catalog.tables import tables
from indexing.errors import CorpusDamaged, CorpusError, CorpusLocked
from indexing.faults import cause, unwritable


class Database:
    """A database by its SQLAlchemy URL. SQLite keeps a write-ahead log, so reading goes on while one writes."""

    def __init__(self, url: str) -> None:
        """Open it and make the tables that are not there. Raises CorpusError."""
        # What people are shown: a path, or an address without its password.
        address = make_url(url)
        self._place = address.database or address.render_as_string()
        self._engine = _engine(url)
        self._changing = threading.Lock()
        with self.transaction() as connection:
            tables.create_all(connection)

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """A transaction that is on disk when the block ends, or undone. Raises CorpusError where that fails."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise self._fault(error) from error

    @contextmanager
    def change(self) -> Generator[Connection]:
        """A transaction that reads before it writes: one at a time, so that what it read still holds."""
        with self._changing, self.transaction() as connection:
            yield connection

    def checkpoint(self) -> None:
        """Move SQLite's write-ahead log into its database, so that erased text does not stay behind in the log."""
        if self._engine.dialect.name == "sqlite":
            with self.transaction() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def vacuum(self) -> None:
        """Give the space of deleted rows back to the disk; PostgreSQL does so by itself."""
        if self._engine.dialect.name == "sqlite":
            try:
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM")
            except DBAPIError as error:
                raise self._fault(error) from error
            self.checkpoint()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _fault(self, error: DBAPIError) -> CorpusError:
        said = str(error.orig)
        if cause(error.orig or error):
            return unwritable("catalog", self._place, error.orig or error)
        if "locked" in said:
            return CorpusLocked("The catalog is in use by another program: try again when that has ended.")
        if "malformed" in said or "not a database" in said:
            return CorpusDamaged(
                f"The catalog {self._place} cannot be read ({said}): "
                "restore it from a copy, or index into a new folder."
            )
        return CorpusError(f"The catalog {self._place} cannot be used ({said}): check that it may be read and written.")


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is removed is overwritten, not only unlinked.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
