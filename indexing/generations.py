"""The makings of the two derived indexes: one answers, and another may be in the making."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexing.errors import CorpusDamaged, CorpusError
from indexing.keywords import Keywords
from indexing.settings import IndexingSettings
from indexing.vectors import Vectors
from indexing.vectors.places import Folder, Place, Server, Shelf


@dataclass(frozen=True, slots=True)
class Generation:
    """One making of the two derived indexes."""

    number: int
    vectors: Vectors
    keywords: Keywords

    def refuse_fewer_than(self, passages: int) -> None:
        """Raise CorpusDamaged where an index holds fewer passages than so many that answer: it lost some.

        More of them are debris of a crash, which searching passes over and the next `index` clears.
        """
        held = min(self.vectors.count, self.keywords.count)
        if held < passages:
            raise CorpusDamaged(
                f"The search index holds {held} of {passages} passages: run `onrecord rebuild` to make it afresh from "
                "the catalog."
            )

    def close(self) -> None:
        """Let go of both."""
        self.keywords.close()
        self.vectors.close()


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations of one index. On a Chroma server its `identity` tells their collections from others'."""

    data_dir: Path
    identity: str
    server: Server | None = None

    @classmethod
    def of(cls, settings: IndexingSettings, identity: str) -> Generations:
        """Those of the settings' folder and server."""
        return cls(settings.data_dir, identity, server_of(settings))

    def open(self, number: int) -> Generation:
        """Open a generation, or make it. Raises CorpusDamaged, and CorpusAway where the server is."""
        keywords = Keywords(self.folder(number) / "keywords")
        try:
            return Generation(number, Vectors(self.place(number)), keywords)
        except CorpusError:
            keywords.close()
            raise

    def place(self, number: int) -> Place:
        """Where the vectors of a generation lie."""
        return Shelf(self.server, self._name(number)) if self.server else Folder(self.folder(number) / "chroma")

    def folder(self, number: int) -> Path:
        """Where the rest of a generation lies."""
        return self.data_dir / f"generation-{number}"

    def drop(self, keep: int) -> None:
        """Remove all generations but one."""
        kept = self._name(keep)
        for folder in self.data_dir.glob("generation-*"):
            if folder != self.folder(keep):
                shutil.rmtree(folder, ignore_errors=True)
        self._drop(lambda name: name.startswith(self._name("")) and name != kept)

    def remove(self, number: int) -> None:
        """Remove one generation."""
        shutil.rmtree(self.folder(number), ignore_errors=True)
        self._drop(lambda name: name == self._name(number))

    def _drop(self, unwanted: Callable[[str], bool]) -> None:
        if self.server:
            with suppress(CorpusError):  # a server that is away: it goes with the next opening
                self.server.drop(unwanted)

    def _name(self, number: int | str) -> str:
        return f"onrecord-{self.identity}-{number}"


def server_of(settings: IndexingSettings) -> Server | None:
    """The Chroma server of the settings; None where the vectors lie in the data folder."""
    if settings.chroma_url is None:
        return None
    return Server(
        settings.chroma_url,
        settings.chroma_tenant,
        settings.chroma_database,
        settings.chroma_token_header,
        settings.chroma_token,
    )
