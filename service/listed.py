"""Settings that are lists, with commas between, whose members are looked at one by one."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator

_HOST = re.compile(r"[\w.:\[\]-]+")
_ORIGIN = re.compile(r"\*|https?://[^/\s]+")


def members(listed: str) -> tuple[str, ...]:
    """What a list names."""
    return tuple(one.strip() for one in listed.split(",") if one.strip())


def _each(fits: Callable[[str], object], form: str) -> AfterValidator:
    def checked(listed: str) -> str:
        if not all(fits(one) for one in members(listed)):
            raise ValueError(f"give {form}, with commas between")
        return listed

    return AfterValidator(checked)


def _is_network(given: str) -> bool:
    try:
        return given == "*" or bool(ip_network(given))
    except ValueError:
        return False


Hosts = Annotated[str, _each(_HOST.fullmatch, "names such as answers.example.org")]
Origins = Annotated[str, _each(_ORIGIN.fullmatch, "origins such as https://www.example.org")]
Proxies = Annotated[str, _each(_is_network, "addresses such as 127.0.0.1 or 10.0.0.0/8")]
