"""Both clients against the real service."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from service.answers import Answer, Filters, Mode, Rating, Status, Verdict
from service.client import AsyncOnRecord, NotFound, OnRecord, Refused, Unavailable, Unreachable
from service.web.health import Opening, Service

QUESTION = "How many troops may the army have?"
POINTS = "How many points does the peace plan have?"


class Waiting:
    """The asynchronous client, as a program that waits for each reply sees it."""

    def __init__(self, address: str, **options: Any) -> None:
        self._runner = asyncio.Runner()
        self._client = AsyncOnRecord(address, **options)

    def stream(self, *given: Any) -> list[Any]:
        async def read() -> list[Any]:
            return [one async for one in self._client.stream(*given)]

        return self._runner.run(read())

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *given, **named: self._runner.run(getattr(self._client, name)(*given, **named))

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._client.close())
        self._runner.close()


@pytest.fixture(params=[OnRecord, Waiting])
def client_class(request: pytest.FixtureRequest) -> type[OnRecord]:
    return request.param


@pytest.fixture
def asking(client_class: type[OnRecord], address: str) -> Iterator[OnRecord]:
    with client_class(address) as client:
        yield client


def test_an_answer_a_search_an_article_and_verdicts_come_as_their_types(asking: OnRecord) -> None:
    answer = asking.ask(QUESTION)
    (cited, *_) = answer.citations
    assert asking.article(cited.article_id, cited.article_version).text[cited.start : cited.end] == cited.quote
    assert asking.answer(answer.id) == answer
    assert asking.search(QUESTION, limit=1).hits[0].article_id == cited.article_id
    verdicts = [claim.verdict for claim in asking.verify("The army may have 900,000 troops.").claims]
    assert verdicts == [Verdict.CONTRADICTED]


def test_what_a_reader_thinks_goes_to_the_newsroom(asking: OnRecord, service: Service) -> None:
    answer = asking.ask(QUESTION)
    asking.rate(answer.id, Rating.WRONG, "It was 800,000.")
    (said,) = service.feedback.latest(1)
    assert (said.answer_id, said.rating, said.comment) == (answer.id, Rating.WRONG, "It was 800,000.")
    with pytest.raises(NotFound):
        asking.rate("none", Rating.HELPFUL)


def test_filters_and_mode_go_along(asking: OnRecord) -> None:
    before = Filters(published_before=date(2025, 12, 1), publishers=("The Meridian", "Harbour Daily"))
    assert {one.publisher for one in asking.ask(POINTS, before, Mode.FLAG).citations} == {"The Meridian"}
    assert {one.publisher for one in asking.search(POINTS, filters=before).hits} == {"The Meridian"}
    assert asking.ask(POINTS).status is Status.CONFLICTING


def test_statements_are_streamed_with_their_sources_and_the_answer_is_the_last(asking: OnRecord) -> None:
    *statements, answer = asking.stream(QUESTION)
    assert isinstance(answer, Answer)
    assert [one.text for one in statements] == [one.text for one in answer.statements]
    sources = [source for one in statements for source in one.sources]  # type: ignore[union-attr]
    assert [source.number for source in sources] == [one.number for one in answer.citations]


def test_what_the_service_refuses_is_an_error_of_its_kind_with_its_sentence(asking: OnRecord) -> None:
    for refused in (lambda: asking.ask("  "), lambda: list(asking.stream("  "))):
        with pytest.raises(Refused, match="The question is empty") as told:
            refused()
        assert (told.value.status, told.value.kind) == (422, "question")
    with pytest.raises(NotFound, match="No article has the id nobody") as told:
        asking.article("nobody")
    assert told.value.kind == "article-not-found"
    with pytest.raises(NotFound, match="No answer has the id nothing"):
        asking.answer("nothing")


def test_a_service_that_is_not_open_says_when_to_come_back(client_class: type[OnRecord], listening_on: Any) -> None:
    with listening_on(Opening()) as address, client_class(address) as client:
        for unavailable in (lambda: client.ask(QUESTION), lambda: list(client.stream(QUESTION))):
            with pytest.raises(Unavailable, match="The service is starting") as told:
                unavailable()
            assert (told.value.status, told.value.kind, told.value.retry_after) == (503, "not-ready", 2.0)


def test_an_address_without_a_service_is_told_in_a_sentence(client_class: type[OnRecord]) -> None:
    with client_class("http://127.0.0.1:9") as client:
        for unreachable in (lambda: client.ask(QUESTION), lambda: list(client.stream(QUESTION))):
            with pytest.raises(Unreachable, match=r"^The service at http://127\.0\.0\.1:9 does not reply \(.+\)\.$"):
                unreachable()
    for wrong in ("127.0.0.1:8000", "ftp://x.example", "http://", "http://[::"):
        with pytest.raises(Unreachable, match="is no address of a service"):
            client_class(wrong)
