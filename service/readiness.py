"""Whether the service of a data folder answers, asked from another process: a container's health check."""

from pathlib import Path

import httpx

from indexing.errors import CorpusError, OnRecordError
from indexing.ownership import owner

SECONDS = 5


def refuse_unready(folder: Path) -> None:
    """Raise OnRecordError, with why, unless the service that holds the data folder answers questions."""
    holder = owner(folder)
    if holder is None:
        raise CorpusError(f"No service holds the data folder {folder}.")
    if holder.port is None:
        raise CorpusError(f"`onrecord {holder.command}` (process {holder.pid}) holds {folder} and does not answer yet.")
    try:
        # Loopback never goes through a proxy.
        reply = httpx.get(f"http://127.0.0.1:{holder.port}/readyz", timeout=SECONDS, trust_env=False)
        reply.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise OnRecordError(f"The service (process {holder.pid}) is not ready: {error.response.text}") from error
    except httpx.HTTPError as error:
        raise CorpusError(f"The service (process {holder.pid}) does not reply.") from error
