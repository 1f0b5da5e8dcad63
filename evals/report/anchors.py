"""Fragments of the page by which a case is linked to."""

import re
from collections.abc import Iterable

_OUTSIDE = re.compile(r"[^\w.-]+")


def anchors(ids: Iterable[str]) -> dict[str, str]:
    """`case-` and the id, with a hyphen for what a fragment had better not hold; two ids never share one."""
    found: dict[str, str] = {}
    for name in ids:
        wanted = anchor = f"case-{_OUTSIDE.sub('-', name)}"
        taken, again = set(found.values()), 2
        while anchor in taken:
            anchor, again = f"{wanted}-{again}", again + 1
        found[name] = anchor
    return found
