"""Keys in a database on a server, which several services share."""

from __future__ import annotations

import threading

from sqlalchemy import MetaData, text

from indexing.database import Database
from service.keys.stores import TABLE, Row


class KeyTable:
    """A table on a database server."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet: the server may be away."""
        self._url = url
        self._opening = threading.Lock()
        self._database: Database | None = None

    def rows(self, query: str, **values: str) -> list[Row]:
        """What a query finds."""
        with self._opened().transaction() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    def change(self, statement: str, **values: str | None) -> None:
        """Change what is kept."""
        with self._opened().transaction() as connection:
            connection.execute(text(statement), values)

    def close(self) -> None:
        """Close the connections."""
        if self._database:
            self._database.close()

    def _opened(self) -> Database:
        with self._opening:
            if self._database is None:
                database = Database(self._url, MetaData(), "keys")
                with database.transaction() as connection:
                    connection.execute(text(TABLE))
                self._database = database
            return self._database
