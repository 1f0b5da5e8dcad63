"""The texts of articles, read and cleaned as for the index, without an index."""

from pathlib import Path

from indexing.errors import SourceError
from indexing.readers import Failure, Reading, read

_MOST_BYTES = 50_000_000


def texts(location: Path) -> dict[str, str]:
    """The cleaned text of each article, by its id. Raises SourceError where none can be read."""
    found = list(read(location, max_bytes=_MOST_BYTES))
    held = {one.article.id: one.article.text for one in found if isinstance(one, Reading)}
    if not held:
        why = next((one.reason for one in found if isinstance(one, Failure)), "It holds none.")
        raise SourceError(f"No article could be read from {location}: {why}")
    return held
