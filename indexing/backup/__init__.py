"""A copy of all that cannot be made again, in one file.

The file is a zip: `manifest.json`, the databases of the data folder, and, so that nothing is embedded twice,
`passages.txt` with the id of a passage a line and `vectors.f32` with a row of 32-bit floats for each.
"""

from dataclasses import dataclass
from typing import Final

CATALOG: Final = "catalog.sqlite"
MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.txt", "vectors.f32"


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
