"""Who calls, and what they may do.

Reading is free on this machine, while the service listens on loopback only and no proxy stands before it; elsewhere
it needs a key, or the setting that opens it to all. Changing the articles needs an admin key, wherever from. What a
caller says of where it comes from opens nothing: a request that carries forwarding headers is never taken as local.
"""

import hmac
import ipaddress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from service.keys import PREFIX, Key, Keys, KeyScope, Standing
from service.web.needs import Need

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request. `key` is the id of its key, None without one; `name` is what its use is counted under.

    `scope` is that of the key; a process of this machine that can read the data folder has that of a reader.
    """

    name: str
    key: str | None
    local: bool
    scope: KeyScope | None = None


class Refused(HTTPException):
    """The caller may not do this; 401 where a key would help, 403 where its key does not."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What admits callers. Without keys nobody can write; `local`: the service listens on loopback only.

    `hosts` are the names that the service answers to, empty for any. `token` is that of the data folder, which
    processes of this machine send that may read the folder.
    """

    keys: Keys | None = None
    local: bool = True
    public_reading: bool = False
    hosts: frozenset[str] = LOOPBACK_NAMES
    token: str | None = field(default=None, repr=False)

    def admit_host(self, request: HTTPConnection) -> None:
        """Raise Refused for another host: a page elsewhere whose name was turned to this machine must not read here."""
        if self.hosts and _host(request) not in self.hosts:
            raise Refused(421, "This service does not answer to that host; ONRECORD_ALLOWED_HOSTS names more.")

    def caller(self, request: HTTPConnection) -> Caller:
        """Who calls. Raises Refused for a key of ours that is unknown, expired or revoked."""
        address = request.client.host if request.client else ""
        local = self.local and is_direct(request)
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        secret = secret.strip() if scheme.casefold() == "bearer" else ""
        if self._is_of_the_folder(secret) and is_direct(request):
            return Caller(address, None, local=True, scope=KeyScope.READER)
        key = self._key(secret) if secret else None
        if key is not None:
            return Caller(key.id, key.id, local, key.scope)
        # Who may read without a key may send another house's: OpenAI's clients always send one.
        if secret and not (local or self.public_reading):
            raise Refused(
                401, "This is no key of this service: ask the publisher for one.", _challenge("invalid_token")
            )
        return Caller(_network(address), None, local)

    def admit(self, caller: Caller, need: Need) -> None:
        """Raise Refused where the caller does not have what the request needs."""
        match need:
            case Need.READING if not (caller.scope or caller.local or self.public_reading):
                raise Refused(401, "This needs a key: send `Authorization: Bearer KEY`.", _challenge())
            case Need.KEY if not (caller.scope or caller.local):
                raise Refused(401, "This needs a key: send `Authorization: Bearer KEY`.", _challenge())
            case Need.ADMIN if caller.key is None:
                detail = "This needs an admin key: `onrecord keys create NAME --scope admin` makes one."
                raise Refused(401, detail, _challenge())
            case Need.ADMIN if caller.scope is not KeyScope.ADMIN:
                raise Refused(403, "This needs an admin key; yours is for reading.", _challenge("insufficient_scope"))
            case _:
                pass

    def _is_of_the_folder(self, secret: str) -> bool:
        return self.token is not None and hmac.compare_digest(secret.encode(), self.token.encode())

    def _key(self, secret: str) -> Key | None:
        key = self.keys.found(secret) if self.keys else None
        standing = key.standing(datetime.now(UTC)) if key else None
        match standing:
            case Standing.GOOD:
                return key
            case None if not secret.startswith(PREFIX):
                return None
            case _:
                said = f"is {standing}" if standing else "is unknown here"
                raise Refused(401, f"This key {said}: ask the publisher for another.", _challenge("invalid_token"))


def is_direct(request: HTTPConnection) -> bool:
    """Whether a request came from this machine, and no proxy says that it brought it."""
    address = request.client.host if request.client else ""
    return _is_loopback(address) and not any(name in request.headers for name in FORWARDED)


async def caller_of(request: Request) -> Caller:
    """Who sent this request, as the door has found out."""
    return request.state.caller


Called = Annotated[Caller, Depends(caller_of)]


def _challenge(error: str | None = None) -> dict[str, str]:
    """What RFC 6750 has a server say of the key that it did not take."""
    scope = ', scope="admin"' if error == "insufficient_scope" else ""
    return {"WWW-Authenticate": f'Bearer realm="onrecord", error="{error}"{scope}' if error else "Bearer"}


def _host(request: HTTPConnection) -> str:
    """The host that a request names, empty where it names several or none that could be one."""
    given = request.headers.getlist("host")
    # Where the header is no host, the address of the server stands in the URL instead.
    if given and given != [request.url.netloc]:
        return ""
    return request.url.hostname or ""


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _network(address: str) -> str:
    """What is counted as one caller: an IPv4 address, or the network that one subscriber has of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))
