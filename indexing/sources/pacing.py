"""Requests to one host at a distance from each other, so that reading a site does not weigh on it."""

import time


class Pace:
    """When each host was asked last."""

    def __init__(self, per_second: float) -> None:
        """At most so many requests a second to one host."""
        self._apart = 1 / per_second
        self._next: dict[str, float] = {}

    def wait(self, host: str, apart: float = 0.0) -> None:
        """Wait until the host may be asked; `apart` are the seconds that it wants between requests itself."""
        now = time.monotonic()
        due = max(now, self._next.get(host, now))
        self._next[host] = due + max(self._apart, apart)
        time.sleep(due - now)
