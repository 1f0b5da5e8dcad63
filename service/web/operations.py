"""Work that another process of this machine hands over, because this one owns the data folder."""

import hmac
import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from service.answers import Wire
from service.web.admission import is_direct
from service.web.health import Ready

routes = APIRouter(include_in_schema=False)


class Operation(Wire):
    """A command of `onrecord` that changes the index, with its arguments."""

    command: str
    arguments: dict[str, Any]


def _admitted(request: Request) -> None:
    """Only a process that can read the owner's note of the data folder, on this machine."""
    token = request.app.state.token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not is_direct(request) or token is None:
        raise HTTPException(403, "Operations are taken from this machine only.")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(401, "Operations need the token of the data folder.", {"WWW-Authenticate": "Bearer"})


@routes.post("/operations", dependencies=[Depends(_admitted)])
def operate(operation: Operation, service: Ready) -> StreamingResponse:
    """Run a command on the open corpus; its events, one JSON object a line, as they happen."""
    from indexing import operations
    from service.archive.erasing import Stored

    events = operations.operate(service.corpus, operation.command, operation.arguments, Stored.of(service.archive))
    return StreamingResponse(_lines(events), media_type="application/x-ndjson")


def _lines(events: Iterator[dict[str, Any]]) -> Iterator[str]:
    for event in events:
        yield json.dumps(event, ensure_ascii=False, default=str) + "\n"
