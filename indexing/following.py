"""A replica's own keyword index, kept at the state of the catalog by its changes.

What is written of a stretch of changes is on disk before its revision is noted: after a crash that stretch is done
again, which changes nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from indexing.catalog import Catalog
from indexing.catalog.feed import Feed, Lag
from indexing.errors import CorpusDamaged
from indexing.keywords import Keywords

AT_ONCE: Final = 500
_PREFIX: Final = "replica-"
_NOTE: Final = "followed"


class Following:
    """Follows the catalog of one index. An index of another one, or a damaged one, is begun afresh."""

    def __init__(self, catalog: Catalog, data_dir: Path, identity: str) -> None:
        """Open the keyword index in the data folder, or make it. Raises CorpusError."""
        self._catalog = catalog
        self._feed = Feed(catalog.database)
        self._note = folder_of(data_dir, identity) / _NOTE
        for folder in data_dir.glob(f"{_PREFIX}*"):
            if folder != self._note.parent:
                shutil.rmtree(folder, ignore_errors=True)
        if followed(data_dir, identity) > catalog.revision:  # the catalog is an older one, from a backup
            shutil.rmtree(self._note.parent)
        self.keywords = self._opened()
        self.revision = followed(data_dir, identity)

    def step(self) -> bool:
        """Follow the next changes; whether there were any. Raises CorpusError."""
        stretch = self._feed.after(self.revision, AT_ONCE)
        if stretch is None:
            return False
        # Read after the changes: what was changed again meanwhile comes once more.
        live = self._catalog.passages(self._catalog.passages_of(stretch.article_ids), closed=True)
        self.keywords.replace(stretch.article_ids, [(passage, fields.title) for passage, fields in live.values()])
        self._keep(stretch.revision)
        return True

    def lag(self) -> Lag:
        """How far behind the catalog the index is now. Raises CorpusError."""
        return self._feed.lag(self.revision)

    def _keep(self, revision: int) -> None:
        fresh = self._note.with_suffix(".new")
        fresh.write_text(str(revision), encoding="ascii")
        fresh.replace(self._note)
        self.revision = revision

    def _opened(self) -> Keywords:
        folder = self._note.parent / "keywords"
        try:
            return Keywords(folder)
        except CorpusDamaged:
            shutil.rmtree(self._note.parent)
            return Keywords(folder)


def followed(data_dir: Path, identity: str) -> int:
    """The revision up to which a replica in a data folder has followed an index; 0 where it has not begun."""
    try:
        return int((folder_of(data_dir, identity) / _NOTE).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def folder_of(data_dir: Path, identity: str) -> Path:
    """Where a replica keeps what it has of an index."""
    return data_dir / f"{_PREFIX}{identity}"
