"""Work handed over loopback to the service that owns the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from indexing.errors import CorpusError
from indexing.ownership import Owner

Event = dict[str, Any]


def hand_over(owner: Owner, command: str, arguments: Mapping[str, Any]) -> Iterator[Event]:
    """The events of a command that the owner runs for us, as `operations.operate` yields them. Raises CorpusError."""
    address = f"http://127.0.0.1:{owner.port}/operations"
    body = {"command": command, "arguments": dict(arguments)}
    try:
        # Embedding a batch may take minutes; only connecting must be quick.
        timeout = httpx.Timeout(5, read=None)
        headers = {"Authorization": f"Bearer {owner.token}"}
        # Loopback never goes through a proxy.
        with (
            httpx.Client(timeout=timeout, trust_env=False) as client,
            client.stream("POST", address, json=body, headers=headers) as reply,
        ):
            if not reply.is_success:
                reply.read()
                raise CorpusError(f"The running service refused the work ({reply.status_code}): {_detail(reply)}")
            for line in reply.iter_lines():
                if line.strip():
                    yield json.loads(line)
    except (httpx.HTTPError, ValueError) as error:
        raise CorpusError(
            f"The service (process {owner.pid}) that holds the data folder stopped replying ({error}): "
            "run the command again; it goes on where it ended."
        ) from error


def _detail(reply: httpx.Response) -> str:
    try:
        return str(reply.json().get("detail") or reply.text)
    except (ValueError, AttributeError):
        return reply.text[:200]
