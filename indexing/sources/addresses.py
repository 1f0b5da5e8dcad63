"""Which addresses of the network may be connected to: what a feed or a redirect names must not reach inward."""

import ipaddress
import re
import socket
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit, urlunsplit

from indexing.errors import SourceError

# Addresses of the old network as the new one writes them (RFC 6052): the machine behind is what counts.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

_CAMPAIGN = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)=")


def plain(url: str) -> str:
    """An address as one document is named by: without a fragment and what campaigns append; what is none as it is."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = "&".join(pair for pair in parts.query.split("&") if not _CAMPAIGN.match(pair))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def resolved(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of a host. Raises SourceError where it has none or, unless `private`, one that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"The host {host} is not known; check the address.") from error
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    inward = next((address for address in addresses if not is_public(address)), None)
    if inward and not private:
        raise SourceError(
            f"{host} is the private address {inward}; to read from your own network, set "
            "ONRECORD_ALLOW_PRIVATE_ADDRESSES=true."
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a machine on the public internet."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inner = _inner(parsed) if isinstance(parsed, IPv6Address) else parsed
    return inner.is_global and not inner.is_multicast


def _inner(address: IPv6Address) -> IPv4Address | IPv6Address:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
