"""A whole answer for a caller who may leave before it is made: then the work ends, as that of a stream does."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from fastapi import Request

from service.composing.page import Reader

Made = TypeVar("Made")
_LOOK_SECONDS = 0.25


async def whole(request: Request, making: Callable[[Reader], Made]) -> Made:
    """What is made in a thread for the caller of a request, who is looked for meanwhile. Raises what making raises."""
    reader = Reader()
    watching = asyncio.create_task(_watched(request, reader))
    try:
        return await to_thread.run_sync(making, reader)
    finally:
        watching.cancel()


async def _watched(request: Request, reader: Reader) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(_LOOK_SECONDS)
    reader.left.set_result(None)
