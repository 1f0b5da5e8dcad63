"""The tools for agents at `/mcp`, over MCP's streamable HTTP without sessions."""

from collections.abc import Awaitable, Callable
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


class Mcp:
    """ASGI application that serves each request by itself; MCP's SDK is imported for the first one."""

    def __init__(self, opening: Opening) -> None:
        """Lend the service that is open, or tell what its start waits for."""
        self._opening = opening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, unless a page of another site sent it."""
        request = Request(scope)
        if _is_foreign(request.headers.get("origin")):
            refused = respond(request, 403, "Pages of other sites may not use the tools from a browser.")
            await refused(scope, receive, send)
            return
        over_http = await to_thread.run_sync(_loaded)
        await over_http(lambda: nullcontext(self._opening.service), Links(str(request.base_url)), scope, receive, send)


def route(opening: Opening) -> Route:
    """The route; agents read nothing there but the replies to what they post."""
    return Route(PATH, Mcp(opening), methods=["POST"], include_in_schema=False)


def _is_foreign(origin: str | None) -> bool:
    """Whether a browser sent it for a page that is not of this machine.

    A page that had its own name point here (DNS rebinding) is told by its origin, which browsers send with each POST,
    and only a browser lends itself to that. So the name by which the service was called need not be known: it may
    stand behind a proxy.
    """
    return origin is not None and not is_loopback(urlsplit(origin).hostname or "")


def _loaded() -> Callable[["Lent", Links, Scope, Receive, Send], Awaitable[None]]:
    from service.mcp.server import over_http

    return over_http
