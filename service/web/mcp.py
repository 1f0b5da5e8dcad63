"""The tools for agents at `/mcp`, over MCP's streamable HTTP without sessions."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from service.addresses import is_loopback
from service.links import Links
from service.web.health import Opening
from service.web.problems import respond

if TYPE_CHECKING:
    from service.mcp.server import Lent

PATH = "/mcp"
FOREIGN = "Pages of other sites may not use the tools from a browser; ONRECORD_ALLOWED_ORIGINS names those that may."


class Mcp:
    """ASGI application that serves each request by itself; MCP's SDK is imported for the first one."""

    def __init__(self, opening: Opening, origins: Sequence[str]) -> None:
        """Lend the service that is open, or tell what its start waits for; pages of these origins may call."""
        self._opening = opening
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, unless a page of another site sent it."""
        request = Request(scope)
        if self._is_foreign(request.headers.get("origin")):
            await respond(request, 403, FOREIGN)(scope, receive, send)
            return
        over_http = await to_thread.run_sync(_loaded)
        await over_http(lambda: nullcontext(self._opening.service), Links(str(request.base_url)), scope, receive, send)

    def _is_foreign(self, origin: str | None) -> bool:
        """Whether a browser sent it for a page that is neither of this machine nor named: MCP asks its servers so.

        Browsers send the origin with each POST, also where a page had its own name point here (DNS rebinding).
        """
        if origin is None or origin in self._origins:
            return False
        return not is_loopback(urlsplit(origin).hostname or "")


def route(opening: Opening, origins: Sequence[str]) -> Route:
    """The route; agents read nothing there but the replies to what they post."""
    return Route(PATH, Mcp(opening, origins), methods=["POST"], include_in_schema=False)


def _loaded() -> Callable[["Lent", Links, Scope, Receive, Send], Awaitable[None]]:
    from service.mcp.server import over_http

    return over_http
