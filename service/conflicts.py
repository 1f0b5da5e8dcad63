"""Where the evidence disagrees on what the question asks."""

from service.quotes import Quote
from service.retrieval import Evidence


def find(evidence: Evidence) -> tuple[tuple[Quote, ...], ...]:
    """The disagreements on what the question asks, each as one verbatim quote a side, in order of their dates."""
    return ()
