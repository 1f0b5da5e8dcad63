"""Which methods a path takes."""

from fastapi import Request
from starlette.routing import BaseRoute, Match, Mount

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_FILES = "GET, HEAD"


def allowed(request: Request) -> str:
    """The methods of all routes of the path, as the header Allow has to list them (RFC 9110, section 10.2.1)."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    return ", ".join(method for method in _METHODS if _taken(routes, request, method)) or _FILES


def _taken(routes: list[BaseRoute], request: Request, method: str) -> bool:
    return any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
