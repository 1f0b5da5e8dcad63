"""A database by its URL, SQLite's or PostgreSQL's: it keeps what it acknowledged, and tells its faults as sentences."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, MetaData, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import DeclarativeBase

from indexing.errors import CorpusAway, CorpusDamaged, CorpusError, CorpusLocked, SettingsError
from indexing.faults import brief, cause, unwritable
from indexing.lease import Lease

_SQLITE: Final = {"timeout": 30}
# Moments are kept in UTC without a zone. A server that is gone without a word is given up within seconds.
_POSTGRESQL: Final = {
    "options": "-c timezone=UTC",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
_MAKING_TABLES: Final = text("SELECT pg_advisory_xact_lock(hashtext('onrecord tables'))")


class Database:
    """An open database. In SQLite a write-ahead log lets reading go on while one writes."""

    def __init__(self, url: str, tables: MetaData, what: str = "catalog") -> None:
        """Open it and make the tables that are not there; `what` names it to people. Raises CorpusError."""
        address = make_url(url)
        self._what = what
        # What people are shown: a path, or an address without its name and password.
        self._place = _shown(address)
        self._on_server = address.get_backend_name() == "postgresql"
        self._engine = _engine(url, self._on_server)
        self._changing = threading.Lock()
        self._lease: Lease | None = None
        with self.transaction() as connection:
            if self._on_server:  # others may be making them
                connection.execute(_MAKING_TABLES)
            tables.create_all(connection)
            _complete(connection, tables)

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """A transaction that is on disk when the block ends, or undone.

        Raises CorpusError where that fails, and SQLAlchemy's IntegrityError where a row is there already.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (DBAPIError, PoolExhausted) as error:
            raise self._fault(error) from error

    @contextmanager
    def change(self) -> Generator[Connection]:
        """A transaction that reads before it writes: one at a time, so that what it read still holds.

        Raises CorpusLocked where another process has become the writer.
        """
        with self._changing, self.transaction() as connection:
            if self._lease:
                self._lease.confirm(connection)
            yield connection

    def own(self) -> None:
        """Become the only process that changes a database on a server, until `close`. Raises CorpusLocked.

        An SQLite file lies in a data folder, whose owner is its writer.
        """
        if self._on_server:
            try:
                self._lease = Lease.take(self._engine, self._place)
            except DBAPIError as error:
                raise self._fault(error) from error

    def refuse_displaced(self) -> None:
        """Raise CorpusLocked where another process has become the writer: before what no transaction undoes."""
        with self.change():
            pass

    def checkpoint(self) -> None:
        """Move SQLite's write-ahead log into its database, so that erased text does not stay behind in the log."""
        if not self._on_server:
            with self.transaction() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def vacuum(self) -> None:
        """Give the space of deleted rows back to the disk; PostgreSQL does so by itself."""
        if not self._on_server:
            try:
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM")
            except DBAPIError as error:
                raise self._fault(error) from error
            self.checkpoint()

    def close(self) -> None:
        """Close all connections."""
        if self._lease:
            self._lease.release()
        self._engine.dispose()

    def _fault(self, error: DBAPIError | PoolExhausted) -> CorpusError:
        original = error.orig if isinstance(error, DBAPIError) else error
        said = str(original)
        if cause(original or error):
            return unwritable(self._what, self._place, original or error)
        if self._on_server and isinstance(error, OperationalError | InterfaceError | PoolExhausted):
            return CorpusAway(
                f"The {self._what} in the database {self._place} cannot be reached ({brief(original or error)}): start "
                "its server, or check ONRECORD_CATALOG_URL; nothing is lost, and it is used again when it is back."
            )
        if "locked" in said:
            return CorpusLocked(f"The {self._what} is in use by another program: try again when that has ended.")
        if "malformed" in said or "not a database" in said:
            return CorpusDamaged(
                f"The {self._what} {self._place} cannot be read ({said}): restore it from a backup, or begin in a new "
                "folder."
            )
        return CorpusError(
            f"The {self._what} {self._place} cannot be used ({brief(original or error)}): check that it may be read "
            "and written."
        )


def inserting(connection: Connection, table: Table | type[DeclarativeBase]) -> postgresql.Insert | sqlite.Insert:
    """An insertion that may say what becomes of a row that is there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _complete(connection: Connection, tables: MetaData) -> None:
    """Make the columns and the indexes that an older version did not make yet; such columns may be empty."""
    there = inspect(connection)
    for table in tables.sorted_tables:
        known = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                kind = column.type.compile(connection.dialect)
                connection.execute(text(f'ALTER TABLE {table.name} ADD COLUMN "{column.name}" {kind}'))
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _engine(url: str, on_server: bool) -> Engine:
    if on_server:
        try:
            return create_engine(url, pool_pre_ping=True, connect_args=dict(_POSTGRESQL))
        except ModuleNotFoundError as error:
            raise SettingsError(
                "A catalog in PostgreSQL needs its driver: pip install 'onrecord[postgres]'."
            ) from error
    engine = create_engine(url, connect_args=dict(_SQLITE))
    event.listen(engine, "connect", _prepare)
    return engine


def _shown(address: URL) -> str:
    if address.host is None:
        return address.database or address.render_as_string()
    port = f":{address.port}" if address.port else ""
    return f"{address.database} at {address.host}{port}"


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # Pages are read where the system holds them: the rows of a search's passages lie all over the file.
    cursor.execute("PRAGMA mmap_size = 1073741824")
    # What is removed is overwritten, not only unlinked.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
