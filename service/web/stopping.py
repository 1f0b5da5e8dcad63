"""What a request is told that is still under way when the service must end."""

import asyncio

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import respond


class Stopping:
    """ASGI middleware that replies to a request which the server breaks off; a stream that has begun just ends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:
            # Only the server cancels a request, at the end of the time that it gives those under way.
            if not begun:
                await _told(Request(scope))(scope, receive, send)


def _told(request: Request) -> Response:
    detail = "The service is stopping before this was done: ask again in a moment."
    return respond(request, 503, detail, kind="stopping", title="The service is stopping", headers={"Retry-After": "5"})
