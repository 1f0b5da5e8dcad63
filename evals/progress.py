"""How far a long run is, on standard error: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track as bar

T = TypeVar("T")

_SECONDS_BETWEEN_LINES = 10.0


def track(items: Sequence[T], doing: str) -> Iterator[T]:
    """The items, with a sign of life while they are worked on."""
    console = Console(stderr=True)
    if console.is_terminal:
        yield from bar(items, description=doing, console=console, transient=True)
        return
    said = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - said > _SECONDS_BETWEEN_LINES:
            tell(f"{doing}: {done} of {len(items)}")
            said = time.monotonic()
        yield item
    tell(f"{doing}: {len(items)} of {len(items)}")


def tell(line: str) -> None:
    """One plain line on standard error."""
    print(line, file=sys.stderr, flush=True)
