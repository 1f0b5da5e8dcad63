"""An answer as server-sent events: each statement once it is verified, then the whole answer, then the end.

Nothing is sent that has not passed the checks, so a stream says what the same request without one says, letter for
letter. While the work goes on, comments keep the connection alive. An error is an event of its own, never a normal end.
Where the reader leaves, the work is told and nobody waits for it.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from typing import Any

from fastapi import Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from indexing.errors import OnRecordError
from service.answers import Answer
from service.composing.page import Reader
from service.web.problems import mendable, unforeseen

HEARTBEAT_SECONDS = 5.0


Answering = Callable[[Reader], Answer]
"""What makes the answer, and tells its reader of it as it stands each time that a statement has passed the checks."""


def streamed(request: Request, answering: Answering, heartbeat: float = HEARTBEAT_SECONDS) -> EventSourceResponse:
    """The response that streams what `answering` makes."""
    return EventSourceResponse(_stream(request, answering, heartbeat), headers={"Cache-Control": "no-store"})


async def _stream(request: Request, answering: Answering, heartbeat: float) -> AsyncGenerator[bytes]:
    sent = 0
    async with _working(answering) as (told, made):
        while True:
            try:
                answer = await asyncio.wait_for(told.get(), heartbeat)
            except TimeoutError:
                yield KEEPALIVE_COMMENT
                continue
            if answer is None:
                break
            for event in _statements(answer, sent):
                yield event
            sent = len(answer.statements)
        for event in _ending(request, made, sent):
            yield event
    yield _event("done", {})


@asynccontextmanager
async def _working(answering: Answering) -> AsyncGenerator[tuple[asyncio.Queue[Answer | None], Future[Answer]]]:
    """The answer in the making and what is told of it, None at its end. Who goes before that has left."""
    loop, told = asyncio.get_running_loop(), asyncio.Queue[Answer | None]()

    def tell(answer: Answer | None) -> None:
        if not reader.left.done():
            loop.call_soon_threadsafe(told.put_nowait, answer)

    reader = Reader(tell)
    worker = ThreadPoolExecutor(1, thread_name_prefix="stream")
    # What is watched of the request goes along into the thread.
    made = worker.submit(copy_context().run, answering, reader)
    made.add_done_callback(lambda _: tell(None))
    try:
        yield told, made
    finally:
        reader.left.set_result(None)
        worker.shutdown(wait=False)


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
