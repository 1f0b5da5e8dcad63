"""The sockets that the service listens on, taken before anything slow is loaded."""

import ipaddress
import socket

from indexing.errors import SettingsError

LOOPBACK = "127.0.0.1"


def listen(host: str, port: int) -> list[socket.socket]:
    """The public socket, and one that loopback reaches (the same where it can). Raises SettingsError, one sentence."""
    public = _bound(host, port)
    if _reached_by_loopback(public):
        return [public]
    return [public, _bound(LOOPBACK, 0)]


def address(taken: socket.socket) -> str:
    """What to open in a browser on this machine."""
    host, port = taken.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = LOOPBACK
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_loopback(taken: socket.socket) -> bool:
    """Whether only this machine reaches the socket."""
    return ipaddress.ip_address(taken.getsockname()[0]).is_loopback


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SettingsError(f"The host {host} is not an address of this machine: try --host 127.0.0.1.") from error
    taken = socket.socket(family, kind, protocol)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(place)
        # Listening already here: only then does a second service on the same port fail at once.
        taken.listen(2048)
    except OSError as error:
        taken.close()
        raise SettingsError(
            f"Port {port} of {host} cannot be used ({error.strerror}): stop what uses it, or take another by --port."
        ) from error
    return taken


def _reached_by_loopback(taken: socket.socket) -> bool:
    host = ipaddress.ip_address(taken.getsockname()[0])
    return str(host) == LOOPBACK or (host.is_unspecified and host.version == 4)
