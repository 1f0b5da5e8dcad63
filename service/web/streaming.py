"""An answer while it is made: each statement once it is verified, then the whole answer, then the end.

Nothing is sent that has not passed the checks, so a stream says what the same request without one says, letter for
letter. While the work goes on, comments keep the connection alive. An error looks like one, and is never a normal end.
Where the reader leaves, the work is told and nobody waits for it.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from typing import Protocol

from fastapi import Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse

from indexing.errors import OnRecordError
from service.answers import Answer
from service.composing.page import Reader
from service.web.problems import mendable, unforeseen

HEARTBEAT_SECONDS = 5.0


Answering = Callable[[Reader], Answer]
"""What makes the answer, and tells its reader of it as it stands each time that a statement has passed the checks."""


class Form(Protocol):
    """How an answer goes over the wire while it is made. Further statements never change what stood before them."""

    def further(self, sent: Answer | None, now: Answer) -> Iterator[bytes]:
        """What the answer as it stands now has beyond what was sent of it."""
        ...

    def whole(self, sent: Answer | None, answer: Answer) -> Iterator[bytes]:
        """What is left to say of the whole answer."""
        ...

    def problem(self, response: Response) -> bytes:
        """What went wrong; the response is what it would have been without a stream."""
        ...

    def end(self) -> bytes:
        """The last words, also after a problem."""
        ...


def streamed(
    request: Request, answering: Answering, form: Form, heartbeat: float = HEARTBEAT_SECONDS
) -> EventSourceResponse:
    """The response that streams what `answering` makes."""
    return EventSourceResponse(_stream(request, answering, form, heartbeat), headers={"Cache-Control": "no-store"})


async def _stream(request: Request, answering: Answering, form: Form, heartbeat: float) -> AsyncGenerator[bytes]:
    sent: Answer | None = None
    async with _working(answering) as (told, made):
        while True:
            try:
                answer = await asyncio.wait_for(told.get(), heartbeat)
            except TimeoutError:
                yield KEEPALIVE_COMMENT
                continue
            if answer is None:
                break
            for piece in form.further(sent, answer):
                yield piece
            sent = answer
        for piece in _ending(request, made, form, sent):
            yield piece
    yield form.end()


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


def _ending(request: Request, made: Future[Answer], form: Form, sent: Answer | None) -> Iterator[bytes]:
    try:
        answer = made.result()
    except OnRecordError as error:
        yield form.problem(mendable(request, error))
    except Exception as error:
        logging.getLogger(__name__).exception("A streamed answer failed")
        yield form.problem(unforeseen(request, error))
    else:
        yield from form.whole(sent, answer)
