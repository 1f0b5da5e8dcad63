"""The opened data folder: the catalog, both indexes of its current generation, and what embeds."""

from __future__ import annotations

import secrets
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from indexing.catalog import Catalog
from indexing.embedding import Embedder, embedder
from indexing.errors import CorpusError, CorpusMismatch
from indexing.faults import unmade
from indexing.generations import Generation, Generations
from indexing.keywords import Keywords
from indexing.settings import IndexingSettings
from indexing.vectors import Vectors

if TYPE_CHECKING:
    from indexing.search import Hit, Scope

FORMAT: Final = "1"
# Longer than any search takes, in seconds.
RETIRED_AFTER: Final = 10.0


class Corpus:
    """All that searching and syncing need. Whoever opens it owns the data folder (`indexing.ownership.claim`)."""

    def __init__(
        self,
        settings: IndexingSettings,
        catalog: Catalog,
        embedder: Embedder,
        generations: Generations,
        generation: Generation,
    ) -> None:
        """Hold opened parts, of the generations that which answers; `Corpus.open` opens them."""
        self.settings = settings
        self.catalog = catalog
        self.embedder = embedder
        self.generations = generations
        self.generation = generation
        # How long searches in an old generation may go on; 0 where nobody searches beside the work.
        self.retired_after = RETIRED_AFTER
        # One sync, removal or rebuild at a time.
        self.writing = threading.Lock()
        self._closing = False
        self._old: Generation | None = None
        self._retiring: threading.Timer | None = None

    @classmethod
    def open(cls, settings: IndexingSettings) -> Corpus:
        """Open the data folder, or make it. Raises CorpusError where it is mismatched or damaged."""
        catalog = open_catalog(settings)
        try:
            catalog.database.own()
            chosen = embedder(settings)
            _agree(catalog, chosen, settings.data_dir)
            generations = Generations.of(settings, identity(catalog))
            number = current(catalog)
            generations.drop(keep=number)
            return cls(settings, catalog, chosen, generations, generations.open(number))
        except BaseException:
            catalog.close()
            raise

    @property
    def vectors(self) -> Vectors:
        """The vector index that answers now."""
        return self.generation.vectors

    @property
    def keywords(self) -> Keywords:
        """The keyword index that answers now."""
        return self.generation.keywords

    def search(
        self, question: str, *, scope: Scope | None = None, limit: int = 20, asked: date | None = None
    ) -> tuple[Hit, ...]:
        """The passages that a question is about, best first; `asked` is the day it is asked on."""
        from indexing import search

        return search.search(self, question, scope or search.Scope(), limit, asked=asked)

    def adopt(self, generation: Generation) -> None:
        """Answer from another generation from now on; the old one goes when searches under way have ended."""
        try:
            self.catalog.note(generation=str(generation.number))
        except CorpusError:
            generation.close()
            raise
        self.switch(generation)

    def switch(self, generation: Generation) -> None:
        """Search in another generation from now on."""
        if self._retiring:
            self._retiring.join()
        self._old, self.generation = self.generation, generation
        self._retiring = threading.Timer(self.retired_after, self._retire)
        self._retiring.daemon = True
        self._retiring.start()

    def settle(self) -> None:
        """Wait until an old generation has gone."""
        if self._retiring:
            self._retiring.join()

    def go_on(self) -> None:
        """Called at each step of long work. Raises CorpusError when the corpus is being closed."""
        if self._closing:
            raise CorpusError("Stopped. What was finished is kept, and the next run goes on from there.")

    def close(self) -> None:
        """Let go of everything, when the step that is being written has ended."""
        self._closing = True
        with self.writing:
            if self._retiring:
                # Nothing searches any more: the old generation goes now, or has just gone.
                self._retiring.cancel()
                self._retiring.join()
                self._retire()
            self.generation.close()
            self.catalog.close()

    def _retire(self) -> None:
        old, self._old = self._old, None
        if old:
            self.discard(old)

    def discard(self, old: Generation) -> None:
        """Remove a generation that does not answer any more."""
        old.close()
        self.generations.remove(old.number)

    def refuse_writing(self) -> None:
        """Raise ReadOnly where this corpus takes no changes."""

    def refuse_lossy(self) -> None:
        """Raise CorpusDamaged where an index lost passages: it would refuse questions that the articles answer."""
        self.generation.refuse_fewer_than(self.catalog.counts().passages)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_catalog(settings: IndexingSettings) -> Catalog:
    """The catalog of an index, made where it is not there. Raises CorpusError."""
    data_dir = settings.data_dir
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unmade(data_dir, error) from error
    catalog = Catalog.open(settings.catalog)
    made_with = catalog.noted("format")
    if made_with not in (None, FORMAT):
        catalog.close()
        raise CorpusMismatch(
            f"The data folder {data_dir} has format {made_with}, this version of On Record uses {FORMAT}: "
            "index into a new folder."
        )
    return catalog


def current(catalog: Catalog) -> int:
    """The number of the generation that answers."""
    return int(catalog.noted("generation") or 1)


def identity(catalog: Catalog) -> str:
    """What tells this index from every other one; made up at the first time."""
    return catalog.noted("identity") or new_identity(catalog)


def new_identity(catalog: Catalog) -> str:
    """Make up what tells this index from every other one, such as the one that it is a copy of."""
    made = secrets.token_hex(6)
    catalog.note(identity=made)
    return made


def _agree(catalog: Catalog, chosen: Embedder, data_dir: Path) -> None:
    made_with = catalog.noted("embedder")
    if made_with is None:
        catalog.note(format=FORMAT, embedder=chosen.name, generation="1")
    else:
        refuse_other_embedding(made_with, chosen, data_dir)


def refuse_other_embedding(made_with: str, chosen: Embedder, data_dir: Path) -> None:
    """Raise CorpusMismatch where vectors of one model would be compared with those of another."""
    if made_with != chosen.name:
        raise CorpusMismatch(
            f"The data folder {data_dir} was made with the embedding {made_with}, not {chosen.name}: "
            f"set ONRECORD_EMBEDDING={made_with}, or run `onrecord rebuild` to embed all articles again."
        )
