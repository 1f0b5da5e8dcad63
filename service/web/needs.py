"""What each request needs: nothing, leave to read, a key, or an admin key. What is not listed needs leave to read."""

from enum import Enum, auto


class Need(Enum):
    """What lets a request in."""

    NOTHING = auto()
    READING = auto()
    KEY = auto()
    ADMIN = auto()


# What is handed over by the commands has a token of its own.
_OPEN = frozenset({"/", "/verify", "/docs", "/openapi.json", "/livez", "/readyz", "/operations"})
_LOOKING = frozenset({"GET", "HEAD"})


def need_of(method: str, path: str) -> Need:
    """What a request needs, by its method and path."""
    if method == "OPTIONS" or path in _OPEN or path.startswith("/static/"):
        return Need.NOTHING
    if path == "/metrics":
        return Need.KEY  # figures of the house, also where its articles are open to all
    if (
        _is_under(path, "/v1/operations")
        or path == "/v1/feedback"
        or (_is_under(path, "/v1/articles") and method not in _LOOKING)
    ):
        return Need.ADMIN
    return Need.READING


def _is_under(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")
