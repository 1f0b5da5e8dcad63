"""One document of the web at a time: politely, within limits of size and time, and only where it has changed."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx

from indexing.errors import SourceError
from indexing.sources.connections import Guarded
from indexing.sources.pacing import Pace
from indexing.sources.replies import GivenUp, Refused, Reply, Unreachable, Validators, received
from indexing.sources.robots import NAME, Robots

_MOST_REDIRECTS = 5
_LONGEST_WAIT = 60.0
_FAULTS_OF_A_HOST = 3
_HEADERS = {
    "User-Agent": f"{NAME}/{version('onrecord')}",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may weigh and take, how often a host is asked, and whether the own network may be read."""

    max_bytes: int
    seconds: float
    per_second: float
    private: bool


class Fetcher:
    """Fetches documents for one run. Not for several threads."""

    def __init__(self, limits: Limits) -> None:
        """Nothing is connected to yet."""
        self._limits = limits
        transport = Guarded(seconds=limits.seconds, private=limits.private)
        self._client = httpx.Client(transport=transport, headers=_HEADERS, timeout=limits.seconds, trust_env=False)
        self._pace = Pace(limits.per_second)
        self._robots = Robots(self._rules)
        self._faults: dict[str, int] = {}

    def get(self, url: str, unless: Validators | None = None, headers: Mapping[str, str] | None = None) -> Reply | None:
        """The document, or None where it is as it was. `headers` go to its own host alone. Raises SourceError."""
        asked = unless.headers() if unless else {}
        own = _host(url)
        for _ in range(_MOST_REDIRECTS + 1):
            given = {**asked, **(headers or {})} if _host(url) == own else asked
            found = self._asked(url, given, self._robots.delay(url))
            if found is None and not asked:
                raise Refused(304)
            if not isinstance(found, str):
                return found
            url = found
        raise SourceError(f"It redirects more than {_MOST_REDIRECTS} times; give the address that it leads to.")

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _rules(self, url: str) -> bytes | None:
        """A robots.txt. What is not there, or not for us, forbids nothing."""
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                found = self._asked(url, {}, 0.0)
            except Refused as error:
                if 400 <= error.status < 500 and error.status != 429:
                    return None
                raise
            if not isinstance(found, str):
                return found.data if found else None
            url = found
        return None

    def _asked(self, url: str, headers: Mapping[str, str], apart: float) -> Reply | str | None:
        """What stands at an address: a document, another address, or None for nothing new."""
        host = _host(url)
        if self._faults.get(host, 0) >= _FAULTS_OF_A_HOST:
            raise GivenUp(f"The server {host} failed {_FAULTS_OF_A_HOST} times in a row; try again later.")
        self._pace.wait(host, apart)
        try:
            found = self._sent(url, headers)
        except (Unreachable, Refused) as error:
            fault = not isinstance(error, Refused) or error.status >= 500 or error.status == 429
            self._faults[host] = self._faults.get(host, 0) + 1 if fault else 0
            raise
        self._faults[host] = 0
        return found

    def _sent(self, url: str, headers: Mapping[str, str]) -> Reply | str | None:
        with self._stream(url, headers) as reply:
            wait = _wait(reply)
            if wait is None:
                return received(reply, self._limits.max_bytes)
        time.sleep(wait)
        with self._stream(url, headers) as reply:
            return received(reply, self._limits.max_bytes)

    @contextmanager
    def _stream(self, url: str, headers: Mapping[str, str]) -> Generator[httpx.Response]:
        try:
            with self._client.stream("GET", url, headers=headers) as reply:
                yield reply
        except httpx.TimeoutException as error:
            raise Unreachable(f"It took more than {self._limits.seconds:g} seconds; try again later.") from error
        except httpx.InvalidURL as error:
            raise SourceError("It is no address of the web; check it.") from error
        except httpx.RemoteProtocolError as error:
            raise Unreachable(f"Its server broke off or speaks no HTTP ({_said(error)}); try again later.") from error
        except httpx.HTTPError as error:
            raise Unreachable(f"Its server cannot be reached ({_said(error)}); try again later.") from error


def _host(url: str) -> str:
    """Host and port of an address. Raises SourceError where it is none that is read."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        parts, named = None, False
    if not (parts and named):
        raise SourceError("It is no address of the web that begins with http:// or https://; check it.")
    if "@" in parts.netloc:
        raise SourceError("It holds a name or a password, which would be shown with the article; leave it out.")
    return parts.netloc


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _wait(reply: httpx.Response) -> float | None:
    """The seconds after which the server wants to be asked again, where it says so and that is soon."""
    said = reply.headers.get("retry-after", "")
    soon = reply.status_code in (429, 503) and said.isdecimal() and float(said) <= _LONGEST_WAIT
    return float(said) if soon else None
