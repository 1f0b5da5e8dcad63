"""What a process does once before it answers, so that no reader waits for it."""

import gc
from contextlib import suppress

from indexing.corpus import Corpus
from indexing.errors import ModelError


def warm(corpus: Corpus) -> None:
    """Load what loads at first use, and leave all that is loaded to the end of the process.

    The collector of garbage looks through what lives long again and again: through modules and models for 0.1 s, four
    times the median of a search among 300,000 passages, and one search in 70 waited for that.
    """
    with suppress(ModelError):  # an endpoint that is away for now is no reason not to start
        corpus.embedder.embed_query("ready")
    gc.collect()
    gc.freeze()
