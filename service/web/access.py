"""Who calls, and what they may do.

Reading is free on this machine, while the service listens on loopback only and no proxy stands before it; elsewhere
it needs a key, or the setting that opens it to all. Changing the articles needs an admin key, wherever from. What a
caller says of where it comes from opens nothing: a request that carries forwarding headers is never taken as local.
"""

import hmac
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from service.addresses import is_loopback
from service.keys import Keys, KeyScope

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request. `key` is the id of its key, None without one; `name` is what its use is counted under."""

    name: str
    key: str | None
    local: bool
    scope: KeyScope | None = None


class Refused(HTTPException):
    """The caller may not do this; 401 where a key would help, 403 where its key does not."""


@dataclass(frozen=True, slots=True)
class Access:
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
        if self.hosts and (request.url.hostname or "") not in self.hosts:
            raise Refused(421, "This service does not answer to that host; ONRECORD_ALLOWED_HOSTS names more.")

    def caller(self, request: HTTPConnection) -> Caller:
        """Who calls. Raises Refused for a key that is unknown, expired or revoked."""
        address = request.client.host if request.client else ""
        local = self.local and is_loopback(address) and not any(name in request.headers for name in _FORWARDED)
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() != "bearer" or not secret.strip():
            return Caller(address, None, local)
        if self.token and is_loopback(address) and hmac.compare_digest(secret.encode(), self.token.encode()):
            return Caller(address, None, local=True, scope=KeyScope.ADMIN)
        key = self.keys.recognised(secret.strip()) if self.keys else None
        if key is None and not (local or self.public_reading):
            raise Refused(401, "This key is not good, or no longer: ask the publisher for another.", _CHALLENGE)
        # Who may read without a key may send any: OpenAI's clients always send one.
        return Caller(key.id if key else address, key and key.id, local, key and key.scope)

    def admit_reader(self, caller: Caller) -> None:
        """Raise Refused where the caller may not read."""
        if not (caller.scope or caller.local or self.public_reading):
            raise Refused(401, "This needs a key: send `Authorization: Bearer KEY`.", _CHALLENGE)


def caller_of(request: Request) -> Caller:
    """Who sent this request, as the door has found out."""
    return request.state.caller


def _administers(caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
    if caller.scope is None:
        raise Refused(401, "This needs an admin key: `onrecord keys create NAME --scope admin` makes one.", _CHALLENGE)
    if caller.scope is not KeyScope.ADMIN:
        raise Refused(403, "This needs an admin key; yours is for reading.")
    return caller


BEARER = HTTPBearer(auto_error=False, description="A key made by `onrecord keys create`")
Called = Annotated[Caller, Depends(caller_of)]
Admin = Annotated[Caller, Depends(_administers)]
