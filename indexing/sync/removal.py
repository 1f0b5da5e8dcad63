"""Articles taken out: from answers first, then from the indexes, and their texts erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from indexing.catalog.staging import Staging
from indexing.corpus import Corpus
from indexing.sync.mending import clear_debris
from indexing.sync.reports import Receipt


def remove(corpus: Corpus, ids: Sequence[str]) -> Receipt:
    """Remove articles by id. They are gone from answers when the catalog has let go of them, before all else."""
    with corpus.writing:
        removed = Staging(corpus.catalog.database).remove(ids)
        revision = corpus.catalog.revision
        passages = clear_debris(corpus)
        corpus.catalog.database.checkpoint()
    unknown = tuple(key for key in dict.fromkeys(ids) if key not in removed)
    return Receipt(removed, unknown, passages, revision, datetime.now(UTC).isoformat(timespec="seconds"))
