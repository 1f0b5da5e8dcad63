"""An answer as server-sent events: each statement once it is verified, then the whole answer, then the end.

Nothing is sent that has not passed the checks, so a stream says what the same request without one says, letter for
letter. While the work goes on, comments keep the connection alive. An error is an event of its own, never a normal end.
"""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any

from fastapi import Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from indexing.errors import OnRecordError
from service.answers import Answer
from service.composing.page import Told
from service.web.problems import mendable, unforeseen

HEARTBEAT_SECONDS = 5.0


Answering = Callable[[Told], Answer]
"""What makes the answer, and tells it as it stands each time that a statement has passed the checks."""


def streamed(request: Request, answering: Answering, heartbeat: float = HEARTBEAT_SECONDS) -> EventSourceResponse:
    """The response that streams what `answering` makes."""
    return EventSourceResponse(_stream(request, answering, heartbeat), headers={"Cache-Control": "no-store"})


def _stream(request: Request, answering: Answering, heartbeat: float) -> Iterator[bytes]:
    told: SimpleQueue[Answer | None] = SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="stream") as worker:
        made = worker.submit(answering, told.put)
        made.add_done_callback(lambda _: told.put(None))
        sent = 0
        while True:
            try:
                answer = told.get(timeout=heartbeat)
            except Empty:
                yield KEEPALIVE_COMMENT
                continue
            if answer is None:
                break
            yield from _statements(answer, sent)
            sent = len(answer.statements)
        yield from _ending(request, made, sent)
    yield _event("done", {})


def _ending(request: Request, made: Future[Answer], sent: int) -> Iterator[bytes]:
    try:
        answer = made.result()
    except OnRecordError as error:
        yield _problem(mendable(request, error))
    except Exception as error:
        logging.getLogger(__name__).exception("A streamed answer failed")
        yield _problem(unforeseen(request, error))
    else:
        yield from _statements(answer, sent)
        for conflict in answer.conflicts:
            yield _event("conflict", conflict.model_dump(mode="json"))
        yield _event("answer", answer.model_dump(mode="json"))


def _statements(answer: Answer, sent: int) -> Iterator[bytes]:
    """The statements after those that were sent. Further ones never change an earlier one's text, place or numbers."""
    by_number = {citation.number: citation for citation in answer.citations}
    for statement in answer.statements[sent:]:
        cited = [by_number[number].model_dump(mode="json") for number in statement.citations]
        yield _event("statement", {**statement.model_dump(mode="json"), "sources": cited})


def _problem(response: Response) -> bytes:
    return format_sse_event(event="error", data_str=bytes(response.body).decode())


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
