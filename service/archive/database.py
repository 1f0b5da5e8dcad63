"""The SQLite file of what left the service: durable, and what is deleted from it is overwritten."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from indexing.errors import CorpusDamaged, CorpusError
from service.archive.tables import Base

_SECONDS = 30


class Database:
    """One SQLite file with a write-ahead log, so that reading goes on while one writes."""

    def __init__(self, file: Path) -> None:
        """Open it, or make it. Raises CorpusDamaged for a file that is no database."""
        self._file = file
        self._engine = _engine(file)
        try:
            Base.metadata.create_all(self._engine)
        except DatabaseError as error:
            raise CorpusDamaged(f"The stored answers at {file} cannot be read: move that file away.") from error

    @contextmanager
    def session(self) -> Generator[Session]:
        """A transaction that is on disk when the block ends, or undone.

        Raises CorpusError where that fails, and SQLAlchemy's IntegrityError where a row is there already.
        """
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                yield session
        except IntegrityError:
            raise
        except DatabaseError as error:
            raise CorpusError(f"The answers at {self._file} cannot be stored or read: is the disk full?") from error

    def forget(self) -> None:
        """Take what was deleted out of the write-ahead log too: in the file itself it is overwritten."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": _SECONDS})

    @event.listens_for(engine, "connect")
    def durable(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction]
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    return engine
