"""Requests, counted for Prometheus by method, route and status."""

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector

from service.monitoring.exposition import SECONDS, exposition

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Traffic:
    """How many requests came, how long each took to its last byte, and how many are under way."""

    def __init__(self) -> None:
        """All counts at zero, in a registry of their own, beside the memory and time of the process."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._seconds = Histogram(
            "onrecord_http_request_duration_seconds",
            "A request to the last byte of its reply.",
            ["method", "route", "status"],
            registry=self.registry,
            buckets=SECONDS,
        )
        self._under_way = Gauge("onrecord_http_requests_in_progress", "Requests under way.", registry=self.registry)
        self._ready = Gauge("onrecord_ready", "Whether questions are answered.", registry=self.registry)

    def begun(self) -> None:
        """A request has come."""
        self._under_way.inc()

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request has ended; `route` is its template, so that there are few of them."""
        self._under_way.dec()
        known = method if method in _METHODS else "other"
        self._seconds.labels(known, route, str(status)).observe(seconds)

    def exposition(self, *, ready: bool) -> bytes:
        """The counts in the text format of Prometheus."""
        self._ready.set(ready)
        return exposition(self.registry)
