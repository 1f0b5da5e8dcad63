"""A corpus that only reads: the catalog and the vectors of servers, and a keyword index of its own that follows them.

What is removed or corrected is so here from the next request on: what a search finds is looked up in the catalog.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Final

from indexing.catalog import Catalog
from indexing.catalog.feed import Lag
from indexing.corpus import Corpus, current, open_catalog, refuse_other_embedding
from indexing.embedding import Embedder, embedder
from indexing.errors import CorpusAway, CorpusDamaged, OnRecordError, ReadOnly, SettingsError
from indexing.following import Following
from indexing.generations import Generation, Generations
from indexing.keywords import Keywords
from indexing.settings import IndexingSettings
from indexing.vectors import Vectors

if TYPE_CHECKING:
    from indexing.search import Hit, Scope

POLL_SECONDS: Final = 1.0


class Replica(Corpus):
    """Follows the writer. Whoever opens it owns its data folder (`indexing.ownership.claim`)."""

    def __init__(
        self,
        settings: IndexingSettings,
        catalog: Catalog,
        embedder: Embedder,
        generations: Generations,
        following: Following,
    ) -> None:
        """Hold opened parts, and open the vectors that answer; `Replica.open` opens the others."""
        self._following = following
        self._turning = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="replica", daemon=True)
        generation = _read(generations, current(catalog), following.keywords)
        super().__init__(settings, catalog, embedder, generations, generation)

    @classmethod
    def open(cls, settings: IndexingSettings) -> Replica:
        """Open the servers' parts and the data folder's. Raises CorpusError, CorpusAway while nothing is indexed."""
        if not (settings.catalog_url and settings.chroma_url):
            raise SettingsError("A replica reads from servers: set ONRECORD_CATALOG_URL and ONRECORD_CHROMA_URL.")
        with ExitStack() as opened:
            catalog = open_catalog(settings)
            opened.callback(catalog.close)
            identity, made_with = catalog.noted("identity"), catalog.noted("embedder")
            if identity is None or made_with is None:
                raise CorpusAway(f"The index has not been begun: index the first articles at {settings.replica_of}.")
            chosen = embedder(settings)
            refuse_other_embedding(made_with, chosen, settings.data_dir)
            following = Following(catalog, settings.data_dir, identity)
            opened.callback(following.keywords.close)
            try:
                replica = cls(settings, catalog, chosen, Generations.of(settings, identity), following)
            except CorpusDamaged as error:
                raise CorpusAway(
                    f"The vectors of the index are not there: {settings.replica_of} has not made them yet, or lost "
                    "them and needs `onrecord rebuild`."
                ) from error
            opened.pop_all()
        return replica

    def search(
        self, question: str, *, scope: Scope | None = None, limit: int = 20, asked: date | None = None
    ) -> tuple[Hit, ...]:
        """The passages that a question is about, best first; `asked` is the day it is asked on."""
        try:
            return super().search(question, scope=scope, limit=limit, asked=asked)
        except CorpusDamaged:
            # The writer may have turned to another generation in this moment.
            if not self._turn():
                raise
            return super().search(question, scope=scope, limit=limit, asked=asked)

    def catch_up(self, told: Callable[[Lag], None] = lambda _: None) -> None:
        """Follow all changes that there are; `told` hears how many are left. Raises CorpusError."""
        told(self._following.lag())
        while self._following.step():
            told(self._following.lag())
        self._turn()

    def follow(self) -> None:
        """Go on following, beside the requests, until this is closed."""
        self._thread.start()

    def lag(self) -> Lag:
        """How far behind the catalog the keyword index is now. Raises CorpusError."""
        return self._following.lag()

    def refuse_writing(self) -> None:
        """Raise ReadOnly, with where to write."""
        refuse_replica(self.settings)

    def refuse_lossy(self) -> None:
        """The writer watches over the vectors, and the keyword index follows."""

    def close(self) -> None:
        """Stop following, and let go of everything."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        super().close()

    def discard(self, old: Generation) -> None:
        """Let go of vectors that do not answer any more."""
        old.vectors.close()

    def _follow(self) -> None:
        while not self._stopping.wait(POLL_SECONDS):
            try:
                self.catch_up(lambda _: self.go_on())
            except OnRecordError as error:
                # Searches tell readers of it; it is tried again.
                logging.getLogger(__name__).warning("The catalog cannot be followed now: %s", error)

    def _turn(self) -> bool:
        """Answer from the vectors that the writer answers from; whether these are others. Raises CorpusError."""
        with self._turning:
            number = current(self.catalog)
            if number == self.generation.number:
                return False
            refuse_other_embedding(self.catalog.noted("embedder") or "", self.embedder, self.settings.data_dir)
            self.switch(_read(self.generations, number, self._following.keywords))
            return True


def refuse_replica(settings: IndexingSettings) -> None:
    """Raise ReadOnly, with where to write, where the settings are those of a replica."""
    if settings.replica_of:
        raise ReadOnly(f"This is a replica, which only reads: send changes to {settings.replica_of}.")


def _read(generations: Generations, number: int, keywords: Keywords) -> Generation:
    """The vectors of a generation, which the writer has made, beside a keyword index of one's own."""
    return Generation(number, Vectors(generations.place(number), make=False), keywords)
