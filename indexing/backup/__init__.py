"""A copy of all that cannot be made again, in one file.

The file is a zip: `manifest.json`, the databases of the data folder, and, so that nothing is embedded twice,
`passages.txt` with the id of a passage a line and `vectors.f32` with a row of 32-bit floats for each.
"""

from dataclasses import dataclass
from typing import Final

from indexing.errors import CorpusError
from indexing.settings import IndexingSettings

CATALOG: Final = "catalog.sqlite"
MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.txt", "vectors.f32"


def refuse_server(settings: IndexingSettings) -> None:
    """Raise CorpusError where the catalog is not in the data folder."""
    if settings.catalog_url:
        raise CorpusError(
            "The catalog is in PostgreSQL: save and restore it with pg_dump and pg_restore; `onrecord rebuild` makes "
            "the indexes afresh from it."
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `digests` are the SHA-256 of its members, `dimensions` the length of a vector."""

    format: str
    made_at: str
    embedder: str
    dimensions: int
    passages: int
    revision: int
    digests: dict[str, str]
