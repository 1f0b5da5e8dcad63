"""How much each caller may ask: so often in a time, and so much at once.

Counted by key, or by address where there is none; callers on this machine are not counted. A stream counts as going on
until its last byte.
"""

import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a caller stands: `limit` requests in `window` seconds, so many left, and in how many seconds all are."""

    admitted: bool
    limit: int
    window: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """The headers of draft-ietf-httpapi-ratelimit-headers, and Retry-After for who has to wait."""
        told = {
            "RateLimit-Policy": f'"requests";q={self.limit};w={self.window}',
            "RateLimit": f'"requests";r={self.remaining};t={self.reset}',
        }
        return told if self.admitted else {**told, "Retry-After": str(max(1, self.reset))}


class Usage:
    """What callers have asked and are asking."""

    def __init__(self, rate: str = "300/minute", at_once: int = 16) -> None:
        """`rate` as "300/minute"; `at_once` is how many requests of one caller may go on together."""
        self.rate = parse(rate)
        self.at_once = at_once
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._going = Counter[str]()

    def counted(self, caller: str) -> Counted:
        """Count a request of the caller, unless it had all it may."""
        admitted = self._limiter.hit(self.rate, caller)
        stats = self._limiter.get_window_stats(self.rate, caller)
        seconds = max(0, round(stats.reset_time - time.time()))
        return Counted(admitted, self.rate.amount, self.rate.get_expiry(), max(0, int(stats.remaining)), seconds)

    @contextmanager
    def going(self, caller: str) -> Generator[bool]:
        """Whether one more request of the caller may go on, for as long as the block does."""
        free = self._going[caller] < self.at_once
        self._going[caller] += free
        try:
            yield free
        finally:
            self._going[caller] -= free
            if not self._going[caller]:
                del self._going[caller]
