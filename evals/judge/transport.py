"""The HTTP transport by which a judge is asked, recorded and replayed: nothing that ragas does gets round it."""

import asyncio

import httpx2

from evals.judge.pacing import Pace
from evals.judge.recording import Recording
from evals.judge.replies import Asked, Reply

_LATE = "ReadTimeout"
_WAITS = ("retry-after", "retry-after-ms")
# What the judge would say; it is recorded as its word, so that a replay fails on the same scores.
_REFUSED = Reply(status=429)
# The client of OpenAI obeys it.
_NOT_AGAIN = {"x-should-retry": "false"}


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
