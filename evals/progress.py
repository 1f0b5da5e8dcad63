"""How far a long run is, on standard error: a bar on a terminal; elsewhere JSON lines if they are asked for.

A JSON line is `{"step", "done", "of"}` for progress and `{"note"}` for a sentence.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import TypeVar

from rich.console import Console
from rich.progress import track as bar

T = TypeVar("T")

_SECONDS_BETWEEN_LINES = 2.0
_MACHINE: ContextVar[bool] = ContextVar("machine", default=False)


def for_machines(wanted: bool) -> None:
    """From here on, tell a program: JSON lines where standard error is no terminal."""
    _MACHINE.set(wanted)


def on_terminal() -> bool:
    """Whether a person watches: bars move only there."""
    return Console(stderr=True).is_terminal


def track(items: Sequence[T], doing: str) -> Iterator[T]:
    """The items, with a sign of life while they are worked on."""
    if on_terminal():
        yield from bar(items, description=doing, console=Console(stderr=True), transient=True)
        return
    said = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - said > _SECONDS_BETWEEN_LINES:
            step(doing, done, len(items))
            said = time.monotonic()
        yield item
    step(doing, len(items), len(items))


def step(doing: str, done: int, of: int | None) -> None:
    """One line of progress for a program; nothing where none listens."""
    if _MACHINE.get() and not on_terminal():
        _line({"step": doing, "done": done, "of": of})


def tell(sentence: str) -> None:
    """One sentence on standard error, for people or as a JSON line."""
    if _MACHINE.get() and not on_terminal():
        _line({"note": sentence})
    else:
        print(sentence, file=sys.stderr, flush=True)


def _line(row: dict[str, str | int | None]) -> None:
    print(json.dumps(row, ensure_ascii=False), file=sys.stderr, flush=True)
