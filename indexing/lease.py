"""One writer of a database on a server, whatever machines there are.

A lock of PostgreSQL's keeps others out and ends with its connection. Should that break while the writer lives, another
one may take the lock: so each writer has a number, and a change is refused whose writer has no longer the last.
"""

from __future__ import annotations

import os
import socket
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from indexing.errors import CorpusLocked

# Each schema is an index of its own.
_LOCK: Final = text("SELECT pg_try_advisory_lock(hashtext('onrecord writer ' || current_schema()))")
# It waits for the changes of the writer before that are being committed.
_NEXT: Final = text(
    "INSERT INTO meta (key, value) VALUES ('writer number', '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS bigint) + 1 AS varchar) RETURNING value"
)
_NAME: Final = text(
    "INSERT INTO meta (key, value) VALUES ('writer', :name) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value"
)
_NAMED: Final = text("SELECT value FROM meta WHERE key = 'writer'")
_HELD: Final = text("SELECT value FROM meta WHERE key = 'writer number' FOR SHARE")


class Lease:
    """The right to write, held until `release` or until another process has taken it."""

    def __init__(self, engine: Engine, place: str, connection: Connection, number: str) -> None:
        """Hold a lock that has been taken."""
        self._engine = engine
        self._place = place
        self._connection = connection
        self._number = number

    @classmethod
    def take(cls, engine: Engine, place: str) -> Lease:
        """Become the writer. Raises CorpusLocked where another process is."""
        connection = _locked(engine)
        if connection is None:
            with engine.begin() as asking:
                raise CorpusLocked(_sentence(place, asking.scalar(_NAMED)))
        with engine.begin() as naming:
            number = str(naming.scalar(_NEXT))
            naming.execute(_NAME, {"name": f"process {os.getpid()} on {socket.gethostname()}"})
        return cls(engine, place, connection, number)

    def confirm(self, connection: Connection) -> None:
        """Within a change: make sure that nobody else has become the writer. Raises CorpusLocked."""
        if connection.scalar(_HELD) != self._number or not self._keeps():
            raise CorpusLocked(_sentence(self._place, connection.scalar(_NAMED)))

    def release(self) -> None:
        """Let others write."""
        self._connection.close()

    def _keeps(self) -> bool:
        """Whether the lock is held; it is taken again where its connection was lost."""
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._connection.invalidate()
            self._connection.close()
            found = _locked(self._engine)
            if found is None:
                return False
            self._connection = found
        return True


def _locked(engine: Engine) -> Connection | None:
    """A connection of its own that holds the lock; None where another one does."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()  # closed, it ends with its lock, and does not go back to the pool
    if connection.scalar(_LOCK):
        return connection
    connection.close()
    return None


def _sentence(place: str, writer: str | None) -> str:
    return (
        f"The index in the database {place} is being written by another service or command ({writer or 'unknown'}): "
        "hand changes to that one, or wait until it has ended."
    )
