"""What locations give, in rounds that are indexed one by one.

Files are one round: they are read as fast as they are indexed. The web is slow, so what it gives is gathered while the
index is free for others, and can be searched before the last page is in.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from indexing.readers.readings import Result
from indexing.sources import is_address

_RESULTS = 32
_SECONDS = 20.0


def rounds(
    locations: Sequence[str], read: Callable[[str], Iterator[Result]], told: Callable[[int], None]
) -> Iterator[Iterable[Result]]:
    """The rounds of some locations, paths first. A round of files is read when it is asked for.

    While one of the web is gathered, `told` is told how many results it holds so far.
    """
    paths = [location for location in locations if not is_address(location)]
    if paths:
        yield chain.from_iterable(read(path) for path in paths)
    for address in locations:
        if is_address(address):
            yield from _gathered(read(address), told)


def _gathered(results: Iterator[Result], told: Callable[[int], None]) -> Iterator[list[Result]]:
    held: list[Result] = []
    until = time.monotonic() + _SECONDS
    for result in results:
        held.append(result)
        told(len(held))
        if len(held) >= _RESULTS or time.monotonic() >= until:
            yield held
            held = []
            until = time.monotonic() + _SECONDS
    if held:
        yield held
