"""Any OpenAI-compatible chat model, behind one method: messages in, text out, or a DraftingError that says why."""

import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, Queue
from threading import Thread
from typing import Any, Literal, TypedDict, cast

import httpx2
from openai import APIConnectionError, APIResponse, APIStatusError, APITimeoutError, OpenAI

from indexing.splitting import sentences
from service.errors import DraftingError

OPENAI = "https://api.openai.com/v1"
_LARGEST_REPLY = 1_000_000
_FENCE = re.compile(r"<(?=\s*/?\s*(?:passage|question|evidence|claim)\b|\|)", re.IGNORECASE)
_PAUSE = 0.3
# Why a reply ended, where it did not end by itself.
_CUT_OFF = frozenset({"length", "content_filter"})
_REMEDIES = {401: ": check OPENAI_API_KEY", 403: ": check OPENAI_API_KEY", 404: ": check ONRECORD_MODEL"}
_WORTH_A_RETRY = frozenset({408, 409, 429, 500, 502, 503, 504})


class Message(TypedDict):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


def fenced(text: str) -> str:
    """A text that cannot close its fence in a prompt, open another, or pass for a chat template's role marks."""
    return _FENCE.sub("‹", text)


class _Unreached(DraftingError):
    """The endpoint was not reached, or not to the end; it may be the next time."""


class ChatModel:
    """One model of one endpoint. Each completion ends within `timeout` seconds, retry included."""

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = 60.0,
        max_tokens: int = 400,
    ) -> None:
        """Nothing is sent yet. Without a `model`, the endpoint's first is taken when it is first needed."""
        self._wanted = model
        self._where = base_url or OPENAI
        self._timeout = timeout
        self._max_tokens = max_tokens
        self._client = OpenAI(base_url=self._where, api_key=api_key or "none", timeout=timeout, max_retries=0)
        # The client imports half of itself when it is first used: not at the cost of the first answer's time.
        self._completions = self._client.chat.completions.with_streaming_response
        self._models = self._client.models.with_streaming_response

    @property
    def name(self) -> str:
        """The name of the model: the one asked for, or the endpoint's first, which asks the endpoint."""
        return self._named(time.monotonic() + self._timeout)

    def complete(self, messages: Sequence[Message]) -> str:
        """The model's reply to the messages. Raises DraftingError where there is none within the time."""
        deadline = time.monotonic() + self._timeout
        body: dict[str, Any] = {"model": self._named(deadline), "messages": list(messages), "stream": False}
        limits = {"max_tokens": self._max_tokens, "temperature": 0}
        try:
            return _content(self._sent({**body, **limits}, deadline))
        except APIStatusError as error:
            if error.status_code != 400 or not any(limit in str(error) for limit in limits):
                raise self._failed(error) from error
        # Some models take neither a temperature nor this name of the limit.
        try:
            return _content(self._sent(body, deadline))
        except APIStatusError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _named(self, deadline: float) -> str:
        if self._wanted is None:
            self._wanted = self._first(deadline)
        return self._wanted

    def _first(self, deadline: float) -> str:
        def listed(left: float) -> Any:
            return self._models.list(timeout=left)

        try:
            reply = self._tried(listed, deadline)
        except APIStatusError as error:
            raise self._failed(error) from error
        match reply:
            case {"data": [{"id": str(name)}, *_]}:
                return name
            case _:
                raise DraftingError(f"The endpoint {self._where} lists no model: name one in ONRECORD_MODEL.")

    def _sent(self, body: dict[str, Any], deadline: float) -> object:
        def replied(left: float) -> Any:
            return self._completions.create(**body, timeout=left)

        return self._tried(replied, deadline)

    def _tried(self, send: Callable[[float], Any], deadline: float) -> object:
        """The JSON of one reply; a fault that may pass is tried once more while there is time."""
        try:
            return self._read(send, deadline)
        except (_Unreached, APIStatusError) as error:
            lasting = isinstance(error, APIStatusError) and error.status_code not in _WORTH_A_RETRY
            if lasting or deadline - time.monotonic() < 2 * _PAUSE:
                raise
        time.sleep(_PAUSE)
        return self._read(send, deadline)

    def _read(self, send: Callable[[float], Any], deadline: float) -> object:
        """The JSON of one reply, or an error in time, whatever the endpoint does.

        The client's timeout begins anew with each step and each byte, so the request has a thread of its own, and the
        clock is kept here; a thread that is left behind ends with its connection.
        """
        outcome: Queue[object] = Queue(1)

        def work() -> None:
            try:
                outcome.put(self._received(send, deadline))
            except Exception as error:  # noqa: BLE001  (raised again where it is waited for)
                outcome.put(error)

        Thread(target=work, name="drafting", daemon=True).start()
        try:
            got = outcome.get(timeout=_left(deadline))
        except Empty as error:
            raise self._late() from error
        if isinstance(got, Exception):
            raise got
        return got

    def _received(self, send: Callable[[float], Any], deadline: float) -> object:
        try:
            with send(_left(deadline)) as response:
                return json.loads(self._whole(cast("APIResponse[object]", response).iter_bytes(), deadline))
        except (APITimeoutError, httpx2.TimeoutException) as error:
            raise self._late() from error
        except APIConnectionError as error:
            raise _Unreached(f"The model at {self._where} cannot be reached.") from error
        except (httpx2.TransportError, httpx2.StreamError) as error:
            raise _Unreached(f"The connection to the model at {self._where} broke off.") from error
        except (ValueError, RecursionError) as error:
            raise DraftingError(f"The model at {self._where} replied with something that is not JSON.") from error

    def _whole(self, chunks: Iterable[bytes], deadline: float) -> bytes:
        """The reply's bytes, as long as somebody waits for them."""
        whole = b""
        for chunk in chunks:
            whole += chunk
            if time.monotonic() > deadline:
                raise self._late()
            if len(whole) > _LARGEST_REPLY:
                raise DraftingError(f"The model at {self._where} replied with more than {_LARGEST_REPLY:,} bytes.")
        return whole

    def _late(self) -> DraftingError:
        return DraftingError(f"The model at {self._where} did not reply within {self._timeout:g} seconds.")

    def _failed(self, error: APIStatusError) -> DraftingError:
        remedy = _REMEDIES.get(error.status_code, "")
        return DraftingError(f"The model at {self._where} replied with the error {error.status_code}{remedy}.")


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.05)


def _content(reply: object) -> str:
    match reply:
        case {"choices": [{"message": {"content": str(content)}, **choice}, *_]} if content.strip():
            return _finished(content) if choice.get("finish_reason") in _CUT_OFF else content
        case _:
            raise DraftingError("The model replied with no text.")


def _finished(content: str) -> str:
    """A reply that was cut off, without its last sentence: half a sentence can say the opposite."""
    spans = sentences(content)
    end = max(spans[-1].start if spans else 0, content.rfind("\n") + 1)
    if not content[:end].strip():
        raise DraftingError("The model's reply was cut off before its first sentence ended.")
    return content[:end]
