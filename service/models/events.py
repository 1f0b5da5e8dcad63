"""What an endpoint sends for a chat completion -> pieces of text: server-sent events, or one JSON body."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from service.errors import DraftingError

LARGEST_REPLY = 1_000_000
"""Bytes of a body, of one event, and characters of a reply; what sends more is out of order."""
_EVENTS = "text/event-stream"
_DONE = "[DONE]"


class CutOff(DraftingError):
    """The reply ended at a limit of its length or at a filter, maybe in the middle of a sentence."""


class BrokenOff(DraftingError):
    """The events ended before the reply did."""


async def pieces_of(response: httpx2.Response) -> AsyncIterator[str]:
    """The text of the first choice as it comes. An endpoint that was asked to stream and does not gives one piece.

    Raises CutOff behind the last piece of a reply that did not end by itself, and DraftingError where what is sent is
    no chat completion. A body that is not JSON is a ValueError or a RecursionError.
    """
    read = 0
    async for part in _parts(response):
        match part:
            case {"error": _}:
                raise DraftingError("The model replied with an error.")
            case {"choices": [{**choice}, *_]}:
                text = _text(choice)
                read += len(text)
                if read > LARGEST_REPLY:
                    raise _too_large()
                if text:
                    yield text
                if choice.get("finish_reason") in ("length", "content_filter"):
                    raise CutOff("The model's reply was cut off before its first sentence ended.")
                if choice.get("finish_reason"):
                    return
            case _:
                pass  # the figures of use, and whatever else an endpoint adds


async def body_of(response: httpx2.Response) -> Any:
    """The JSON of a body. Raises ValueError or RecursionError where it is none, and DraftingError where it is large."""
    whole = b""
    async for chunk in response.aiter_bytes():
        whole += chunk
        if len(whole) > LARGEST_REPLY:
            raise _too_large()
    return json.loads(whole)


async def _parts(response: httpx2.Response) -> AsyncIterator[object]:
    if _EVENTS not in response.headers.get("content-type", "").lower():
        yield await body_of(response)
        return
    async for event in httpx2.EventSource(response, LARGEST_REPLY):
        if event.data.strip() == _DONE:
            return
        if event.data:
            yield event.json()
    raise BrokenOff("The model's reply broke off.")


def _text(choice: dict[str, object]) -> str:
    match choice:
        case {"delta": {"content": str(text)}} | {"message": {"content": str(text)}}:
            return text
        case _:
            return ""


def _too_large() -> DraftingError:
    return DraftingError(f"The model replied with more than {LARGEST_REPLY:,} bytes.")
