"""The keys that admit callers over the network: made, listed, revoked, and recognised by their digests.

A key is `onr_` and 43 random characters, 256 bits: nobody guesses it, so a plain SHA-256 of it is safe to keep. The
key itself is shown once, when it is made, and stored nowhere.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Self

from indexing.errors import OnRecordError
from indexing.settings import IndexingSettings
from service.keys.stores import KeyFile, Row, Store

PREFIX = "onr_"
_SHOWN = 8
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
    """The keys of a data folder, or those that services share in the database that they read.

    Nothing is cached: a key that one process revokes is refused by the others from the next request on.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        """The keys of a data folder, or at the URL of a database."""
        self._store = _on_server(url) if url else KeyFile(folder / "keys.sqlite")

    @classmethod
    def of(cls, settings: IndexingSettings) -> Self:
        """Those that the settings lead to."""
        return cls(settings.data_dir, settings.catalog_url)

    def create(self, name: str, scope: KeyScope, days: int | None = None) -> tuple[Key, str]:
        """A new key, good for so many days or until it is revoked, and its secret, which is kept nowhere.

        Raises CorpusError where the data folder cannot be written.
        """
        secret = PREFIX + secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        digest = _digest(secret)
        key = Key(digest[:_SHOWN], name, scope, now, now + timedelta(days=days) if days else None)
        self._store.change(
            "INSERT INTO keys (id, digest, name, scope, created_at, expires_at) "
            "VALUES (:id, :digest, :name, :scope, :created, :expires)",
            id=key.id,
            digest=digest,
            name=name,
            scope=scope.value,
            created=now.isoformat(),
            expires=key.expires_at and key.expires_at.isoformat(),
        )
        return key, secret

    def all(self) -> tuple[Key, ...]:
        """Every key, also those no longer good, oldest first."""
        return tuple(map(_key, self._store.rows(f"SELECT {_COLUMNS} FROM keys ORDER BY created_at")))

    def revoke(self, id: str) -> Key:  # noqa: A002 - the word of the interface
        """The key, good no more from now on. Raises KeyNotFound."""
        if not self._named(id):
            raise KeyNotFound(f"No key has the id {id}: `onrecord keys list` shows those there are.")
        self._store.change(
            "UPDATE keys SET revoked_at = coalesce(revoked_at, :now) WHERE id = :id",
            now=datetime.now(UTC).isoformat(),
            id=id,
        )
        return _key(self._named(id)[0])

    def found(self, secret: str) -> Key | None:
        """The key that has this secret, good or not; None where there is none.

        It is looked up by a part of its digest and compared in constant time: how long that takes gives nothing away.
        """
        digest = _digest(secret)
        rows = self._named(digest[:_SHOWN])
        return _key(rows[0]) if rows and hmac.compare_digest(rows[0][-1], digest) else None

    def close(self) -> None:
        """Let go of where they are kept."""
        self._store.close()

    def _named(self, id: str) -> list[Row]:  # noqa: A002
        return self._store.rows(f"SELECT {_COLUMNS} FROM keys WHERE id = :id", id=id)


def _on_server(url: str) -> Store:
    from service.keys.tables import KeyTable  # SQLAlchemy takes a second to load, and every command knows of keys

    return KeyTable(url)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: Row) -> Key:
    id, name, scope, created, expires, revoked, _ = row  # noqa: A001
    when = [datetime.fromisoformat(one) if one else None for one in (expires, revoked)]
    return Key(id, name, KeyScope(scope), datetime.fromisoformat(created), *when)
