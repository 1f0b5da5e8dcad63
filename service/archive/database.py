"""The database of what left the service, in sessions: an SQLite file, or the server that holds the catalog."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from indexing import database
from service.archive.tables import Base


class Database:
    """Stored answers, conversations and feedback. Several services may share those on a server."""

    def __init__(self, url: str) -> None:
        """Open it, or make it. Raises CorpusError."""
        self._database = database.Database(url, Base.metadata, "stored answers")

    @contextmanager
    def session(self) -> Generator[Session]:
        """A transaction that is on disk when the block ends, or undone.

        Raises CorpusError where that fails, and SQLAlchemy's IntegrityError where a row is there already.
        """
        with (
            self._database.transaction() as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def forget(self) -> None:
        """Take what was deleted out of SQLite's write-ahead log too: in the file itself it is overwritten."""
        self._database.checkpoint()

    def close(self) -> None:
        """Let go of it."""
        self._database.close()
