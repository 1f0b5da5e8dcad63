"""How large the body of a request may be, and how long it may take to come."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.needs import Need, need_of

MAX_BYTES = 1_000_000
# Only those with an admin key get as far as sending articles.
MAX_ARTICLE_BYTES = 16_000_000
SECONDS = 30.0


class BodyLimit:
    """ASGI middleware that stops reading a body at its limit, whether or not its length was announced."""

    def __init__(self, app: ASGIApp, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its body and the time that it takes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = MAX_ARTICLE_BYTES if need_of(scope["method"], scope["path"]) is Need.ADMIN else MAX_BYTES
        until = asyncio.get_running_loop().time() + self._seconds
        taken, whole = 0, False

        async def counting() -> Message:
            nonlocal taken, whole
            if whole:  # what comes now is that the client leaves, which may take as long as the answer
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as error:
                detail = f"The body did not come within {self._seconds:g} seconds; send it faster, or in parts."
                raise HTTPException(408, detail, {"Connection": "close"}) from error
            whole = not message.get("more_body", False)
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413, f"The body is larger than {most:,} bytes; send less at a time.")
            return message

        await self._app(scope, counting, send)
