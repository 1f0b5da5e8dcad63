"""A judge's replies on disk, kept and given back at the HTTP transport, which nothing that ragas does gets round.

One JSON line a reply, keyed on path, model, body and the repeat that asked. Headers are never kept, nor is a key. What
is asked twice in one repeat is asked once: what is replayed then does not depend on the order of the recording.
"""

import asyncio
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx2
from pydantic import BaseModel, ConfigDict

from evals.judge.errors import JudgeError
from evals.judge.pacing import Pace
from evals.rows import read_rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What identifies a reply. `body` is JSON with sorted keys."""

    path: str
    model: str
    body: str
    repeat: int

    @classmethod
    def of(cls, request: httpx2.Request, repeat: int) -> Self:
        """The key of a request, of which the address before the path and all headers are left out."""
        body: dict[str, Any] = json.loads(request.content)
        return cls(request.url.path, str(body.get("model")), json.dumps(body, sort_keys=True), repeat)


class Reply(BaseModel):
    """What came back: a status and a text, or the name of the error where nothing did."""

    model_config = ConfigDict(frozen=True)

    status: int | None = None
    text: str = ""
    error: str | None = None

    @property
    def good(self) -> bool:
        """Whether it is worth keeping; what failed is asked again when a recording is carried on."""
        return self.status is not None and self.status < 400


class Line(Reply):
    """One line of a recording."""

    path: str
    model: str
    repeat: int
    body: dict[str, Any]

    @property
    def asked(self) -> Asked:
        """The key of the line."""
        return Asked(self.path, self.model, json.dumps(self.body, sort_keys=True), self.repeat)

    def text_line(self) -> str:
        """The line as it is written."""
        told = self.model_dump(
            include={"path", "model", "repeat", "body", "status", "text", "error"}, exclude_none=True
        )
        return json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"


class Recording:
    """The replies of one judge, in memory and, with a path, in a file: written line by line, sorted at the end."""

    def __init__(self, path: Path | None = None, lines: tuple[Line, ...] = ()) -> None:
        """Hold these lines already."""
        self.path = path
        self._lines = {line.asked: line for line in lines}
        self.locks: defaultdict[Asked, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def read(cls, path: Path) -> Self:
        """A recording to replay. Raises RowError."""
        return cls(path, read_rows(path, Line))

    @classmethod
    def carried_on(cls, path: Path) -> Self:
        """A recording to add to; what it holds is not asked again. Raises RowError, JudgeError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("ab").close()
        except OSError as error:
            raise JudgeError(f"The recording cannot be written to {path}: {error.strerror}.") from error
        return cls(path, read_rows(path, Line) if path.stat().st_size else ())

    @property
    def models(self) -> tuple[str, ...]:
        """The models whose replies it holds, sorted."""
        return tuple(sorted({asked.model for asked in self._lines}))

    @property
    def path_before(self) -> str:
        """The path of the endpoint that it was recorded from, such as /v1."""
        return next((asked.path for asked in self._lines), "").removesuffix("/chat/completions")

    @property
    def response_format(self) -> str | None:
        """The type of the response_format that was asked for, if one was."""
        return next((line.body.get("response_format", {}).get("type") for line in self._lines.values()), None)

    def reply(self, asked: Asked) -> Reply | None:
        """The reply that is kept, or None."""
        return self._lines.get(asked)

    def keep(self, asked: Asked, reply: Reply) -> None:
        """Keep a reply, in place of a failed one."""
        line = Line(
            **reply.model_dump(), path=asked.path, model=asked.model, repeat=asked.repeat, body=json.loads(asked.body)
        )
        self._lines[asked] = line
        if self.path:
            self._write("ab", line.text_line())

    def close(self) -> None:
        """Write the file afresh, in an order that does not depend on which reply came first."""
        if self.path and self._lines:
            self._write("wb", "".join(sorted(line.text_line() for line in self._lines.values())))

    def _write(self, how: str, text: str) -> None:
        assert self.path is not None  # noqa: S101  (both callers have asked)
        data = text.encode()
        with self.path.open(how) as file:
            # The time in a gzip header would make equal recordings differ.
            file.write(gzip.compress(data, mtime=0) if self.path.suffix == ".gz" else data)


class Unrecorded(httpx2.TransportError):
    """In a replay, something was asked that the recording does not hold."""


class Recorded(httpx2.AsyncBaseTransport):
    """Gives back what is recorded, and asks and records the rest. Without `inner` there is no network at all."""

    def __init__(
        self,
        recording: Recording,
        repeat: int,
        inner: httpx2.AsyncBaseTransport | None = None,
        timeout: float = 120.0,
        secret: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Serve one repeat. A reply has `timeout` seconds in all; the text `secret` is not written down.

        Those who ask one judge share its `pace`.
        """
        self._recording, self._repeat, self._inner = recording, repeat, inner
        self._timeout, self._secret, self._pace = timeout, secret, pace or Pace(timeout)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The reply. Raises Unrecorded, and what the network raised."""
        asked = Asked.of(request, self._repeat)
        async with self._recording.locks[asked]:
            known = self._recording.reply(asked)
            if self._inner is None:
                if known is None:
                    raise Unrecorded("The recording holds no such reply.", request=request)
                return _response(known, request)
            if known is not None and known.good:
                return _response(known, request)
            reply, headers = await self._in_turn(self._inner, request)
            self._recording.keep(asked, reply)
            return _response(reply, request, headers)

    async def aclose(self) -> None:
        """Close the network's side."""
        if self._inner is not None:
            await self._inner.aclose()

    async def _in_turn(self, inner: httpx2.AsyncBaseTransport, request: httpx2.Request) -> tuple[Reply, dict[str, str]]:
        async with self._pace.turn() as waited:
            if self._pace.over:
                return _REFUSED, _NOT_AGAIN
            reply, headers = await self._ask(inner, request)
            self._pace.heard(reply.status, headers, waited=waited)
        return reply, _NOT_AGAIN if self._pace.over else headers

    async def _ask(self, inner: httpx2.AsyncBaseTransport, request: httpx2.Request) -> tuple[Reply, dict[str, str]]:
        try:
            # The client's own timeout begins anew with each byte.
            async with asyncio.timeout(self._timeout):
                response = await inner.handle_async_request(request)
                content = await response.aread()
                await response.aclose()
        except (TimeoutError, httpx2.TimeoutException):
            return Reply(error=_LATE), {}
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            return Reply(error=type(error).__name__), {}
        text = content.decode("utf-8", "replace")
        if self._secret:
            text = text.replace(self._secret, "***")
        # The client waits as long as it is told to before it asks again.
        wait = {name.lower(): value for name, value in response.headers.items() if name.lower() in _WAITS}
        return Reply(status=response.status_code, text=text), wait


_LATE = "ReadTimeout"
_WAITS = ("retry-after", "retry-after-ms")
# What the judge would say; it is recorded as its word, so that a replay fails on the same scores.
_REFUSED = Reply(status=429)
# The client of OpenAI obeys it.
_NOT_AGAIN = {"x-should-retry": "false"}


def _response(reply: Reply, request: httpx2.Request, headers: dict[str, str] | None = None) -> httpx2.Response:
    """The reply as it came, the same from the network and from the file."""
    if reply.error == _LATE:
        raise httpx2.ReadTimeout("No reply in time.", request=request)
    if reply.status is None:
        raise httpx2.ConnectError(reply.error or "No reply.", request=request)
    return httpx2.Response(
        reply.status,
        headers={"content-type": "application/json", **(headers or {})},
        content=reply.text.encode(),
        request=request,
    )
