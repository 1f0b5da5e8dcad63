"""How fast a judge may be asked: as fast as it lets itself be, and not for ever."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from time import time

_TOO_MANY = 429
# Refused so often in a row, each time after the wait that it asked for, a judge is not asked again in this run.
_PATIENCE = 5


class Pace:
    """One for all repeats of a run. What a judge refuses with 429, it refuses whoever asks: so all wait.

    While it refuses, it is asked one question at a time, each after the wait of the last refusal (Retry-After, RFC
    9110, 10.2.3). A wait of more than `longest` seconds ends the asking at once.
    """

    def __init__(self, longest: float) -> None:
        """Nothing has been refused."""
        self._longest, self._until = longest, 0.0
        self._refusing, self._tries = False, 0
        self._turn = asyncio.Lock()

    @property
    def over(self) -> bool:
        """Whether the judge has refused so often, or for so long, that it is not asked any more."""
        return self._tries >= _PATIENCE

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[bool]:
        """The time to ask one question, and whether it is asked after a wait, alone."""
        if not self._refusing:
            yield False
            return
        async with self._turn:
            if not self.over:
                await asyncio.sleep(max(0.0, self._until - time()))
            yield True

    def heard(self, status: int | None, headers: Mapping[str, str], *, waited: bool) -> None:
        """What came back; only where one `waited` as told can a refusal count against the judge."""
        if status != _TOO_MANY:
            self._refusing, self._tries = False, 0
            return
        wait = seconds(headers)
        self._refusing, self._until = True, max(self._until, time() + wait)
        self._tries = _PATIENCE if wait > self._longest else self._tries + waited


def seconds(headers: Mapping[str, str]) -> float:
    """The seconds to wait that a reply asks for, as a number or a date; 0 where it asks for none."""
    if (given := headers.get("retry-after-ms")) and given.isdigit():
        return int(given) / 1000
    given = headers.get("retry-after", "").strip()
    if given.replace(".", "", 1).isdigit():
        return float(given)
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time())
    except ValueError:
        return 0.0
