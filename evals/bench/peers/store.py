"""A folder of Chroma's, as its guide opens one."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings


@contextmanager
def opened(folder: Path) -> Generator[Any]:
    """A client of the folder that tells nobody of its use, closed with the block."""
    client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()
