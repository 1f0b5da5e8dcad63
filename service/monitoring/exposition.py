"""The text format of Prometheus, and the buckets of what takes seconds."""

from prometheus_client import CollectorRegistry, disable_created_metrics, generate_latest

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60)

# When a count began is of no use to a scraper, and doubles what it takes.
disable_created_metrics()


def exposition(registry: CollectorRegistry) -> bytes:
    """All that the registry holds."""
    return generate_latest(registry)
