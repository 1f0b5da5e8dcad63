"""Where articles come from: files and folders of this machine, and pages, feeds, sitemaps and APIs of the web."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from indexing import readers
from indexing.articles import digest
from indexing.catalog.fetched import Fetched
from indexing.database import Database
from indexing.filenames import is_text
from indexing.readers.apart import Apart
from indexing.readers.edition import edition
from indexing.readers.folders import misnamed
from indexing.readers.memory import Memory
from indexing.readers.readings import Result
from indexing.settings import IndexingSettings
from indexing.sources.mapping import FieldMapping

if TYPE_CHECKING:
    from indexing.sources.web import Web

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(location: str) -> bool:
    """Whether a location is an address rather than a path."""
    return bool(_ADDRESS.match(location))


class Sources:
    """What the locations of one run give. Nothing is connected to before an address is read."""

    def __init__(
        self,
        settings: IndexingSettings,
        database: Database,
        mapping: FieldMapping | None = None,
        *,
        afresh: bool = False,
    ) -> None:
        """Over the catalog, which keeps what is known of files and of the web; `mapping` says how a JSON API is read.

        `afresh`: files are read even where they have not changed.
        """
        self._settings = settings
        # Other code, or another mapping, may make more of what has not changed.
        read_by = mapping.model_dump_json() if mapping else ""
        self._fetched = Fetched(database, digest(edition(), read_by))
        self._mapping = mapping
        self._afresh = afresh
        self._apart = Apart(settings.read_seconds)
        self._web: Web | None = None

    def read(self, location: str) -> Iterator[Result]:
        """The articles of a location, read when they are asked for. What cannot be read is a Failure."""
        limit = self._settings.max_file_mb * 1_000_000
        if not is_address(location):
            place = str(Path(location).expanduser().absolute())
            if not is_text(place):
                yield misnamed(place)
                return
            memory = Memory({} if self._afresh else self._fetched.files(place), self._fetched.note_file)
            yield from readers.read(location, max_bytes=limit, memory=memory, reader=self._apart.articles)
            return
        if self._web is None:
            from indexing.sources.web import Web  # the parsers of feeds and robots are needed for addresses alone

            self._web = Web(self._settings, self._fetched, self._mapping, self._apart)
        yield from self._web.read(location)

    def keep(self, clashing: Collection[str] = (), replaced: Collection[str] = ()) -> None:
        """Note what was read; its articles are in the catalog by now. See Fetched.keep. Raises CorpusError."""
        self._fetched.keep(clashing, replaced)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._apart.close()
        if self._web:
            self._web.close()
