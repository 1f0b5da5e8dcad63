"""What every request passes first: its caller is found out, what the caller may do, and how much."""

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indexing.errors import OnRecordError
from service.web.admission import Admission, Caller, Refused
from service.web.needs import Need, need_of
from service.web.problems import mendable, respond
from service.web.usage import Usage

# Keys are looked up beside the threads that answer: questions that wait keep nobody from being told who may not ask.
_LOOKUPS = 8


class Door:
    """ASGI middleware: the caller in `request.state`, and the limits of all that is not open to everybody.

    It stands before what reads a body, so that who is refused sends none.
    """

    def __init__(self, app: ASGIApp, admission: Admission, usage: Usage) -> None:
        self._app = app
        self._admission = admission
        self._usage = usage
        self._lookups = CapacityLimiter(_LOOKUPS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            caller = await self._admitted(request)
            if caller is None or caller.local:
                await self._app(scope, receive, send)
            else:
                await self._counted(caller, scope, receive, send)
        except Refused as error:
            headers = dict(error.headers or {})
            await respond(request, error.status_code, error.detail, headers=headers)(scope, receive, send)
        except OnRecordError as error:  # the keys cannot be read
            await mendable(request, error)(scope, receive, send)

    async def _admitted(self, request: Request) -> Caller | None:
        """Who calls; None for what is open to all. Raises Refused."""
        self._admission.admit_host(request)
        # The path that routes are found by; that of the URL has characters written otherwise.
        need = need_of(request.method, request.scope["path"])
        if need is Need.NOTHING:
            return None
        caller = request.state.caller = await self._caller(request)
        self._admission.admit(caller, need)
        return caller

    async def _caller(self, request: Request) -> Caller:
        if "authorization" not in request.headers:
            return self._admission.caller(request)
        # A file of keys that is locked must not hold up the event loop.
        return await to_thread.run_sync(self._admission.caller, request, limiter=self._lookups)

    async def _counted(self, caller: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        counted = self._usage.counted(caller.name)
        told = counted.headers()
        if not counted.admitted:
            raise Refused(429, "That were too many requests: wait as many seconds as Retry-After says.", told)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        with self._usage.going(caller.name) as free:
            if not free:
                detail = "Too many of your requests are going on at once: wait until one has ended."
                raise Refused(429, detail, {**told, "Retry-After": "1"})
            await self._app(scope, receive, sending)
