"""What is seen of each request: a count, a span and a log line, which name its route and never what was asked."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.monitoring.spans import request_span
from service.monitoring.traffic import Traffic
from service.monitoring.visits import Visit, visit

# Asked every few seconds by machines: counted, and told of only where they fail.
PROBES = frozenset({"/livez", "/readyz", "/metrics"})
UNKNOWN = "unknown"
_LOG = logging.getLogger(__name__)


class AccessLog:
    """ASGI middleware around all others that tells of each request when it has ended."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self._app = app
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and see what becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                current.status = message["status"]
            await send(message)

        with visit() as current, self._counted(scope, current), _logged(scope, current), _spanned(scope, current):
            await self._app(scope, receive, sending)

    @contextmanager
    def _counted(self, scope: Scope, current: Visit) -> Generator[None]:
        self._traffic.begun()
        try:
            yield
        finally:
            self._traffic.ended(scope["method"], _route(scope), current.status, current.seconds)


@contextmanager
def _logged(scope: Scope, current: Visit) -> Generator[None]:
    try:
        yield
    finally:
        if scope["path"] not in PROBES or current.status >= 400:
            _LOG.info("request", extra={"fields": _fields(scope, current)})


def _fields(scope: Scope, current: Visit) -> dict[str, object]:
    fields = {
        "request_id": _request_id(scope),
        "method": scope["method"],
        "route": _route(scope),
        "status": current.status,
        "ms": round(current.seconds * 1_000, 1),
        "answer_id": current.answer_id,
        "answer_status": current.answer_status,
        "question": current.question,
    }
    return {name: value for name, value in fields.items() if value is not None}


@contextmanager
def _spanned(scope: Scope, current: Visit) -> Generator[None]:
    if scope["path"] in PROBES:
        yield
        return
    with request_span(scope["method"], Headers(scope=scope)) as opened:
        try:
            yield
        finally:
            opened.update_name(f"{scope['method']} {_route(scope)}")
            opened.set_attribute("http.route", _route(scope))
            opened.set_attribute("http.response.status_code", current.status)
            opened.set_attribute("onrecord.request_id", _request_id(scope) or "")


def _request_id(scope: Scope) -> str | None:
    return scope.get("state", {}).get("request_id")


def _route(scope: Scope) -> str:
    """The template of the route that took the request: paths are without number, and hold what people type."""
    # A folder of files that is mounted is no route; its place is the root that its files are asked under.
    return getattr(scope.get("route"), "path", scope.get("root_path") or UNKNOWN)
