"""Names of hosts."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host of a URL is this machine itself, by its address or as `localhost`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
