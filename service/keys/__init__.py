"""The keys that admit callers over the network: made, listed, revoked, and recognised by their digests.

A key is `onr_` and 43 random characters, 256 bits: nobody guesses it, so a plain SHA-256 of it is safe to keep. The
key itself is shown once, when it is made, and stored nowhere.
"""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from indexing.errors import CorpusDamaged, OnRecordError
from indexing.faults import unmade

PREFIX = "onr_"
_SHOWN = 8
_SECONDS = 5.0
_TABLE = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scope TEXT NOT NULL,
    created_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT)"""
_COLUMNS = "id, name, scope, created_at, expires_at, revoked_at, digest"


class KeyScope(StrEnum):
    """What a key admits to: asking and reading, or changing the articles as well."""

    READER = "reader"
    ADMIN = "admin"


class Standing(StrEnum):
    """Whether a key is good."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


class KeyNotFound(OnRecordError):
    """No key has this id."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key. `id` is how it is named; the key itself cannot be read back."""

    id: str
    name: str
    scope: KeyScope
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Whether the key is good at that moment."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        return Standing.GOOD if self.expires_at is None or now < self.expires_at else Standing.EXPIRED


class Keys:
    """The keys of a data folder, in one SQLite file that several processes may read and write at once.

    Nothing is cached: a key that one process revokes is refused by the others from the next request on.
    """

    def __init__(self, folder: Path) -> None:
        """The keys of a data folder; the file is made with the first key."""
        self._file = folder / "keys.sqlite"

    def create(self, name: str, scope: KeyScope, days: int | None = None) -> tuple[Key, str]:
        """A new key, good for so many days or until it is revoked, and its secret, which is kept nowhere.

        Raises CorpusError where the data folder cannot be written.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unmade(self._file.parent, error) from error
        secret = PREFIX + secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        digest = _digest(secret)
        key = Key(digest[:_SHOWN], name, scope, now, now + timedelta(days=days) if days else None)
        row = (key.id, digest, name, scope, now.isoformat(), key.expires_at and key.expires_at.isoformat())
        with self._opened() as keys:
            keys.execute("PRAGMA journal_mode = WAL")  # who looks a key up never waits for who makes one
            keys.execute(_TABLE)
            keys.execute(
                "INSERT INTO keys (id, digest, name, scope, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        return key, secret

    def all(self) -> tuple[Key, ...]:
        """Every key, also those no longer good, oldest first."""
        return tuple(map(_key, self._rows("ORDER BY created_at")))

    def revoke(self, id: str) -> Key:  # noqa: A002 - the word of the interface
        """The key, good no more from now on. Raises KeyNotFound."""
        if not self._rows("WHERE id = ?", id):
            raise KeyNotFound(f"No key has the id {id}: `onrecord keys list` shows those there are.")
        with self._opened() as keys:
            keys.execute(
                "UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (datetime.now(UTC).isoformat(), id)
            )
        return _key(self._rows("WHERE id = ?", id)[0])

    def found(self, secret: str) -> Key | None:
        """The key that has this secret, good or not; None where there is none.

        It is looked up by a part of its digest and compared in constant time: how long that takes gives nothing away.
        """
        digest = _digest(secret)
        rows = self._rows("WHERE id = ?", digest[:_SHOWN])
        return _key(rows[0]) if rows and hmac.compare_digest(rows[0][-1], digest) else None

    def _rows(self, which: str, *values: str) -> list[tuple[str, ...]]:
        if not self._file.exists():
            return []
        with self._opened() as keys:
            return keys.execute(f"SELECT {_COLUMNS} FROM keys {which}", values).fetchall()

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


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: tuple[str, ...]) -> Key:
    id, name, scope, created, expires, revoked, _ = row  # noqa: A001
    when = [datetime.fromisoformat(one) if one else None for one in (expires, revoked)]
    return Key(id, name, KeyScope(scope), datetime.fromisoformat(created), *when)
