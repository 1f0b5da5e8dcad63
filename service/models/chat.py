"""Any OpenAI-compatible chat model: messages in, text out as it is written, or a DraftingError that says why not."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from openai import APIStatusError, AsyncOpenAI

from service.errors import DraftingError
from service.models.background import Background
from service.models.events import CutOff, body_of, pieces_of
from service.models.faults import Faults, Unreached
from service.models.messages import Message
from service.models.reply import Reply, finished, pieces_from

OPENAI = "https://api.openai.com/v1"
_PAUSE = 0.3
_WORTH_A_RETRY = frozenset({408, 409, 429, 500, 502, 503, 504})
# Asked for, but not at any price: some models take neither a temperature nor this name of the limit.
_LIMITS = ("max_tokens", "temperature")

Result = TypeVar("Result")
Put = Callable[[str], None]


class ChatModel:
    """One model of one endpoint. Each reply ends within `timeout` seconds, retry included."""

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
        self._timeout = timeout
        self._faults = Faults(base_url or OPENAI, timeout)
        self._max_tokens = max_tokens
        self._client = AsyncOpenAI(
            base_url=self._faults.where, api_key=api_key or "none", timeout=timeout, max_retries=0
        )
        # The client imports half of itself when it is first used: not at the cost of the first answer's time.
        self._completions = self._client.chat.completions.with_streaming_response
        self._models = self._client.models.with_streaming_response
        self._background = Background("drafting")

    @property
    def name(self) -> str:
        """The name of the model: the one asked for, or the endpoint's first, which asks the endpoint."""
        return self._named(time.monotonic() + self._timeout)

    def write(self, messages: Sequence[Message]) -> Reply:
        """Begin a reply to the messages. Raises DraftingError where the endpoint has to name its model and does not."""
        return self._begun(messages, stream=True)

    def complete(self, messages: Sequence[Message]) -> str:
        """The model's whole reply to the messages. Raises DraftingError where there is none within the time."""
        said: list[str] = []
        try:
            said.extend(self._begun(messages, stream=False).pieces)
        except CutOff:
            return finished("".join(said))
        return "".join(said)

    def close(self) -> None:
        """Stop what is still written and close the connections."""
        self._background.close(self._client.close())

    def _begun(self, messages: Sequence[Message], *, stream: bool) -> Reply:
        deadline = time.monotonic() + self._timeout
        asked = {"model": self._named(deadline), "messages": list(messages), "stream": stream}
        written: SimpleQueue[str | Future[None]] = SimpleQueue()
        work = self._started(self._replied(asked, deadline, written.put), deadline)
        work.add_done_callback(written.put)
        return Reply(pieces_from(written), work.cancel)

    def _named(self, deadline: float) -> str:
        if self._wanted is None:
            self._wanted = self._started(self._first(deadline), deadline).result()
        return self._wanted

    def _started(self, work: Coroutine[Any, Any, Result], deadline: float) -> Future[Result]:
        """The work begun, which ends by the deadline whatever the endpoint does: the client's own begins ever anew."""

        async def timed() -> Result:
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    return await work
            except TimeoutError as error:
                raise self._faults.late() from error

        return self._background.start(timed())

    async def _first(self, deadline: float) -> str:
        async def listed() -> object:
            async with self._faults.told([]), self._models.list() as response:
                return await body_of(response.http_response)

        try:
            reply = await self._tried(listed, deadline)
        except APIStatusError as error:
            raise self._faults.failed(error) from error
        match reply:
            case {"data": [{"id": str(name)}, *_]}:
                return name
            case _:
                raise DraftingError(f"The endpoint {self._faults.where} lists no model: name one in ONRECORD_MODEL.")

    async def _replied(self, asked: dict[str, Any], deadline: float, put: Put) -> None:
        """Put each piece of the reply. A model that refuses the limits, or to stream, is asked again without."""
        try:
            return await self._put({**asked, "max_tokens": self._max_tokens, "temperature": 0}, deadline, put)
        except APIStatusError as error:
            refused = [name for name in (*_LIMITS, "stream") if name in str(error)]
            if error.status_code != 400 or not refused:
                raise self._faults.failed(error) from error
        try:
            await self._put({**asked, "stream": asked["stream"] and "stream" not in refused}, deadline, put)
        except APIStatusError as error:
            raise self._faults.failed(error) from error

    async def _put(self, asked: dict[str, Any], deadline: float, put: Put) -> None:
        said: list[str] = []

        async def replied() -> None:
            async with self._faults.told(said), self._completions.create(**asked) as response:
                async for piece in pieces_of(response.http_response):
                    said.append(piece)
                    put(piece)

        await self._tried(replied, deadline)
        if not "".join(said).strip():
            raise DraftingError("The model replied with no text.")

    async def _tried(self, attempt: Callable[[], Awaitable[Result]], deadline: float) -> Result:
        """What the attempt brings; a fault that may pass is tried once more while there is time."""
        try:
            return await attempt()
        except (Unreached, APIStatusError) as error:
            lasting = isinstance(error, APIStatusError) and error.status_code not in _WORTH_A_RETRY
            if lasting or deadline - time.monotonic() < 2 * _PAUSE:
                raise
        await asyncio.sleep(_PAUSE)
        return await attempt()
