"""The client for programs that do other things meanwhile."""

from collections.abc import AsyncIterator
from typing import Self

import httpx2

from service.answers import Answer, Filters, Mode, Rating
from service.client import calls, errors
from service.client.calls import Call, CitedStatement, Reply
from service.holdings import Full, Results
from service.verdicts import Verification


class AsyncOnRecord:
    """A service, asked over HTTP; each method raises ServiceError. Close it, or use it as a context."""

    def __init__(self, address: str = "http://127.0.0.1:8000", key: str | None = None, timeout: float = 120) -> None:
        """Ask the service at an address; `key` goes along as a bearer token, `timeout` are seconds without a byte."""
        self.address = address.rstrip("/")
        self._http = httpx2.AsyncClient(**calls.options(self.address, key, timeout))

    async def ask(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        *,
        conversation_id: str | None = None,
    ) -> Answer:
        """The answer to a question, which may be a follow-up in a conversation."""
        return await self._made(calls.ask(question, filters, mode, conversation_id))

    async def begin(self) -> str:
        """The id of a new conversation."""
        return (await self._made(calls.begin())).id

    async def stream(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        *,
        conversation_id: str | None = None,
    ) -> AsyncIterator[CitedStatement | Answer]:
        """The statements of an answer, each as soon as it is verified, then the whole answer."""
        with calls.reaching(self.address):
            request = calls.ask(question, filters, mode, conversation_id, stream=True).request(self._http)
            response = await self._http.send(request, stream=True)
            try:
                if not response.is_success:
                    await response.aread()
                    raise errors.of(response)
                async for event in httpx2.EventSource(response, max_event_size=None):
                    if event.event == "done":
                        return
                    if told := calls.piece(event):
                        yield told
            finally:
                await response.aclose()
        raise calls.broken(self.address)

    async def answer(self, answer_id: str) -> Answer:
        """An answer as it was given."""
        return await self._made(calls.answer(answer_id))

    async def rate(self, answer_id: str, rating: Rating, comment: str | None = None) -> None:
        """Tell the newsroom what a reader thinks of an answer."""
        await self._made(calls.rate(answer_id, rating, comment))

    async def search(self, query: str, limit: int = 10, filters: Filters | None = None) -> Results:
        """The passages nearest to a query, best first."""
        return await self._made(calls.search(query, limit, filters))

    async def article(self, article_id: str, version: str | None = None) -> Full:
        """The live version of an article, or an earlier one that an answer cited."""
        return await self._made(calls.article(article_id, version))

    async def verify(self, text: str) -> Verification:
        """Each claim of a draft with its verdict."""
        return await self._made(calls.verify(text))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _made(self, call: Call[Reply]) -> Reply:
        with calls.reaching(self.address):
            response = await self._http.send(call.request(self._http))
        return call.read(response)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
