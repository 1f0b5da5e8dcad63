"""What every request passes first: it gets an id, its caller is found out, and what that caller may use is counted."""

import re
import secrets

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.access import Access, Caller, Refused
from service.web.problems import respond
from service.web.usage import Usage

# A caller's own id is taken over where it is plain; it goes into logs.
_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")
_GUARDED = ("/v1/", "/mcp")


class Door:
    """ASGI middleware: the id of the request, its caller in `request.state`, and the limits of the guarded routes."""

    def __init__(self, app: ASGIApp, access: Access, usage: Usage) -> None:
        self._app = app
        self._access = access
        self._usage = usage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        given = request.headers.get("x-request-id", "")
        request.state.request_id = given if _PLAIN_ID.fullmatch(given) else secrets.token_hex(8)
        told = {"X-Request-ID": request.state.request_id}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        try:
            self._access.admit_host(request)
            caller = self._caller(request)
            if caller is None or caller.local:
                await self._app(scope, receive, sending)
            else:
                await self._counted(caller, told, scope, receive, sending)
        except Refused as error:
            headers = dict(error.headers or {})
            await respond(request, error.status_code, error.detail, headers=headers)(scope, receive, sending)

    def _caller(self, request: Request) -> Caller | None:
        """Who calls a guarded route; None for one that is open to all. Raises Refused."""
        if not request.url.path.startswith(_GUARDED) or request.method == "OPTIONS":
            return None
        caller = request.state.caller = self._access.caller(request)
        self._access.admit_reader(caller)
        return caller

    async def _counted(self, caller: Caller, told: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        counted = self._usage.counted(caller.name)
        told |= counted.headers()
        if not counted.admitted:
            raise Refused(429, TOO_OFTEN)
        with self._usage.going(caller.name) as free:
            if not free:
                raise Refused(429, TOO_MANY_AT_ONCE, {"Retry-After": "1"})
            await self._app(scope, receive, send)


TOO_OFTEN = "That were too many requests: wait as many seconds as Retry-After says."
TOO_MANY_AT_ONCE = "Too many of your requests are going on at once: wait until one has ended."
