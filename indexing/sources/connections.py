"""Connections to addresses that were looked at, for no longer than a request may take.

httpx checks neither: a name may resolve inward at the moment of connecting, and its timeouts begin anew with each byte.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from indexing.sources.addresses import resolved

_CONNECT_SECONDS = 15.0


class Guarded(httpx.HTTPTransport):
    """An httpx transport that connects to the very address that was checked, and ends what goes on too long."""

    def __init__(self, *, seconds: float, private: bool) -> None:
        """`seconds` bound each request from connecting to the last byte; `private` addresses are refused unless set."""
        super().__init__(trust_env=False)
        self._backend = _Backend(seconds, private)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=self._backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its time begins now."""
        self._backend.clock.start()
        return super().handle_request(request)


class _Clock:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0

    def start(self) -> None:
        self._until = time.monotonic() + self._seconds

    def left(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if timeout is None else min(left, timeout)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, seconds: float, private: bool) -> None:
        self.clock = _Clock(seconds)
        self._private = private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception | None = None
        for address in resolved(host, port, private=self._private):
            seconds = self.clock.left(_CONNECT_SECONDS)
            try:
                stream = self._network.connect_tcp(address, port, seconds, local_address, socket_options)
            except httpcore.ConnectError as error:
                fault = error
            else:
                return _Stream(stream, self.clock)
        raise fault or httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
