"""Where vectors lie: in a folder of their own, or in a collection of a Chroma server."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

import chromadb
import httpx
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from indexing.errors import CorpusAway, CorpusDamaged, CorpusError
from indexing.faults import brief, unopenable, unwritable
from indexing.vectors.memory import wipe

COLLECTION: Final = "passages"
_WHAT: Final = "vector index"
# Seconds: to reach a server, and for a reply of one that is reached; building the graph of a batch takes a while.
_TIMES: Final = httpx.Timeout(60, connect=5)
_PAGE = 100
_Faults = tuple[type[Exception], ...]


class Place(Protocol):
    """A place for the vectors of one generation. `faults` is what Chroma raises there.

    Among so `few` passages each is compared, which is exact: to read them takes less than Chroma's own filter.
    """

    faults: ClassVar[_Faults]
    few: ClassVar[int]

    @property
    def collection(self) -> str:
        """The name of Chroma's collection."""
        ...

    def connect(self) -> Any:
        """A client of Chroma. Raises what `faults` names."""
        ...

    def release(self, client: Any) -> None:
        """Close a client."""
        ...

    def unopenable(self, error: Exception) -> CorpusError:
        """What is told when the vectors cannot be read."""
        ...

    def unwritable(self, error: Exception) -> CorpusError:
        """What is told when they cannot be written."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, which one process may hold."""

    path: Path
    # Chroma raises its own errors, Rust's as plain exceptions of these kinds, and SQLite's.
    faults: ClassVar[_Faults] = (ChromaError, OSError, RuntimeError, ValueError, TypeError, KeyError)
    # Of 302,000 passages Chroma's filter takes 89 ms for 2,200 and 178 for 500; to read vectors takes 35 ms a thousand,
    # and those of the last scopes are remembered.
    few: ClassVar[int] = 10_000

    @property
    def collection(self) -> str:
        """Always the same."""
        return COLLECTION

    def connect(self) -> Any:
        """Open the folder, or make it."""
        wipe()
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(str(self.path), settings=_settings())
        except BaseException:
            # What did not start stays with Chroma, which would give it out at the next try of this process.
            kept: Any = SharedSystemClient
            kept._identifier_to_system.pop(str(self.path), None)
            raise

    def release(self, client: Any) -> None:
        """Let go of the folder."""
        client.close()

    def unopenable(self, error: Exception) -> CorpusError:
        """Damage, a full disk, or a place that may not be read."""
        return unopenable(_WHAT, self.path, error)

    def unwritable(self, error: Exception) -> CorpusError:
        """A full disk, or a place that may not be written."""
        return unwritable(_WHAT, self.path, error)


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server, or Chroma Cloud, by its address; the token is sent in the header as it is given."""

    url: str
    tenant: str
    database: str
    header: str
    token: str | None = field(default=None, repr=False)

    def connect(self) -> Any:
        """A client, once the server has replied. Raises what httpx and Chroma raise."""
        headers = {self.header: self.token} if self.token else {}
        # Chroma's client waits for ever, also for a server that is not there.
        httpx.get(f"{self.url.rstrip('/')}/api/v2/heartbeat", timeout=_TIMES, headers=headers).raise_for_status()
        client: Any = chromadb.HttpClient(
            self.url.rstrip("/"), headers=headers, settings=_settings(), tenant=self.tenant, database=self.database
        )
        client._server._session.timeout = _TIMES
        return client

    def release(self, client: Any) -> None:
        """Close the connections, which Chroma's client and the one within it leave open."""
        for each in (client, client._admin_client):
            each._server._session.close()
        client.close()

    def drop(self, unwanted: Callable[[str], bool]) -> None:
        """Delete the collections whose names are unwanted. Raises CorpusError."""
        with self.told():
            client = self.connect()
            try:
                for name in list(_names(client)):
                    if unwanted(name):
                        client.delete_collection(name)
            finally:
                self.release(client)

    @contextmanager
    def told(self) -> Generator[None]:
        """Tell the faults of what is asked of the server as sentences."""
        try:
            yield
        except Exception as error:  # Chroma's client raises a bare one for a reply that is not its server's
            raise self.fault(error) from error

    def fault(self, error: Exception) -> CorpusError:
        """The sentence for what went wrong."""
        if any(isinstance(each, httpx.TransportError) for each in _chain(error)):
            return CorpusAway(
                f"The Chroma server at {self.url} cannot be reached ({brief(error)}): start it, or check "
                "ONRECORD_CHROMA_URL; nothing is lost, and it is used again as soon as it is back."
            )
        if isinstance(error, NotFoundError):
            return CorpusDamaged(
                f"The Chroma server at {self.url} does not hold the vectors of this index: run `onrecord rebuild` to "
                "make them afresh from the catalog."
            )
        return CorpusError(
            f"The Chroma server at {self.url} refused the work ({brief(error)}): check the settings ONRECORD_CHROMA_*, "
            "and the server's log; what was indexed before is kept."
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection of a server. Several processes may read it, one writes."""

    server: Server
    collection: str
    faults: ClassVar[_Faults] = (Exception,)
    few: ClassVar[int] = 1_000

    def connect(self) -> Any:
        """A client of the server."""
        return self.server.connect()

    def release(self, client: Any) -> None:
        """Close the connections."""
        self.server.release(client)

    def unopenable(self, error: Exception) -> CorpusError:
        """The server is away, does not hold the collection, or refuses."""
        return self.server.fault(error)

    def unwritable(self, error: Exception) -> CorpusError:
        """The same."""
        return self.server.fault(error)


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


def _names(client: Any) -> Iterator[str]:
    offset = 0
    while page := client.list_collections(limit=_PAGE, offset=offset):
        yield from (collection.name for collection in page)
        offset += len(page)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it was raised for: Chroma wraps that of a connection in a ValueError."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
