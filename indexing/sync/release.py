"""When what has been written may answer: not before all has been read.

A later edition of the same article may be among the rest, or word that its publisher took it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from indexing.catalog.clustering import Clustering
from indexing.catalog.staging import Change, Staging, Work
from indexing.corpus import Corpus
from indexing.sync.arrivals import Arrivals
from indexing.sync.mending import clear_debris
from indexing.sync.reports import Progress, Step, Watch

_AT_ONCE: Final = 256


class Release:
    """Holds versions that are complete while others are read, and then lets them answer; `made` is what became of them.

    What has been replaced or taken back meanwhile never answers.
    """

    def __init__(self, corpus: Corpus, arrivals: Arrivals, progress: Watch) -> None:
        """Nothing is held yet."""
        self.made: dict[str, Change] = {}
        self._corpus = corpus
        self._staging = Staging(corpus.catalog.database)
        self._arrivals = arrivals
        self._progress = progress
        self._held: dict[str, str] = {}
        self._total: int | None = None

    def written(self, done: int, complete: Sequence[Work]) -> None:
        """So many passages have been written, and with them these works are complete.

        Of how many there are is not known before all is read.
        """
        self._held |= {work.article.id: work.passages[-1].version for work in complete}
        if self._arrivals.complete:
            self._total = self._total or self._staging.waiting()
            self.all()
        total = self._total and max(done, self._total)
        self._progress(Progress(Step.EMBEDDING, done, total))

    def all(self) -> None:
        """Let everything answer that is complete. Everything has been read."""
        held, self._held = self._held, {}
        ids = list(held)
        for start in range(0, len(ids), _AT_ONCE):
            self._let({key: held[key] for key in ids[start : start + _AT_ONCE]})

    def _let(self, versions: Mapping[str, str]) -> None:
        now_live = self._staging.make_live(versions)
        self.made |= now_live
        if Change.CHANGED in now_live.values():
            clear_debris(self._corpus)
        Clustering(self._corpus.catalog.database).take_in(list(now_live))
