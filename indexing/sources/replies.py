"""What comes back from a server: a document with what is said of it, or why there is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from indexing.errors import SourceError
from indexing.sources.unpacking import unpacking, within


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a document so that it can be asked whether that has changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditions of a request, as headers."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Reply:
    """A document with what its server says of it; `url` is where it was found in the end, `next` what follows it."""

    url: str
    data: bytes
    media: str
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    next: str | None = None


class Unreachable(SourceError):
    """A server that did not reply, or not to the end."""


class GivenUp(SourceError):
    """A host that failed so often that it is left alone for the rest of the run."""


class Refused(SourceError):
    """A server that replied, but not with the document."""

    def __init__(self, status: int) -> None:
        """With the status of the reply."""
        remedy = "try again later" if status >= 500 else "check the address"
        super().__init__(_REFUSALS.get(status) or f"Its server replied {status}; {remedy}.")
        self.status = status


_REFUSALS = {
    401: "Its server wants a name and a password (401); open it to this machine.",
    403: "Its server refuses it (403); have it opened to this machine and its user agent.",
    404: "It is not there (404); check the address.",
    410: "It is gone for good (410); take its article out with `onrecord remove`.",
    429: "Its server was asked too often (429); lower ONRECORD_FETCH_RATE, or try again later.",
}


def received(reply: httpx.Response, max_bytes: int) -> Reply | str | None:
    """The document of a reply, the address that it redirects to, or None where nothing has changed.

    Raises SourceError where there is none, or more than `max_bytes` of it: that is not read.
    """
    if reply.status_code == 304:
        return None
    if reply.has_redirect_location:
        return joined(str(reply.url), reply.headers["location"])
    if reply.status_code != 200:
        raise Refused(reply.status_code)
    declared = reply.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise SourceError(
            f"It has {int(declared) / 1_000_000:.0f} MB, more than the {max_bytes / 1_000_000:.0f} MB that are read; "
            "raise ONRECORD_MAX_FILE_MB."
        )
    return _document(reply, within(_body(reply, max_bytes), max_bytes))


def joined(base: str, address: str) -> str:
    """An address as a document at `base` means it; what is none as it is, and cannot be fetched."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def _body(reply: httpx.Response, max_bytes: int) -> Iterator[bytes]:
    match reply.headers.get("content-encoding", "").strip().lower():
        case "" | "identity":
            return reply.iter_raw()
        case "gzip" | "x-gzip":
            return unpacking(reply.iter_raw(), max_bytes)
        case other:
            raise SourceError(f"Its server packs it as {other[:20]!r}, which it was not asked for; have it mended.")


def _document(reply: httpx.Response, data: bytes) -> Reply:
    kind = reply.headers.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", kind, re.IGNORECASE)
    following = reply.links.get("next", {}).get("url")
    return Reply(
        url=str(reply.url),
        data=data,
        media=kind.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        validators=Validators(_ascii(reply.headers.get("etag")), _ascii(reply.headers.get("last-modified"))),
        next=joined(str(reply.url), following) if following else None,
    )


def _ascii(value: str | None) -> str | None:
    """A header's value that can be sent back."""
    return value if value and value.isascii() and len(value) < 1_000 else None
