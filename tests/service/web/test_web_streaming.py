"""Answers as server-sent events."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anyio
import httpx
import pytest
from fastapi import Request

from service.answers import Answer
from service.drafting.prompted import PromptedDrafter
from service.errors import DraftingError
from service.models.chat import ChatModel
from service.web.events import Events
from service.web.health import Opening, Service
from service.web.streaming import streamed

QUESTIONS = ("How many troops may the army have?", "How many points does the peace plan have?", "Who won at chess?")


def events(lines: Iterator[str]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for block in "\n".join(lines).split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def asked(client: httpx.Client, **body: object) -> list[tuple[str, Any]]:
    with client.stream("POST", "/v1/answers", json={**body, "stream": True}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        return events(reply.iter_lines())


def without_what_differs(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("id", "timings")}


def test_a_stream_says_what_the_same_request_without_one_says(client: httpx.Client) -> None:
    for question in QUESTIONS:
        found = asked(client, question=question)
        whole = client.post("/v1/answers", json={"question": question}).json()
        (answer,) = (data for name, data in found if name == "answer")
        assert without_what_differs(answer) == without_what_differs(whole)
        told = [data for name, data in found if name == "statement"]
        assert [one["text"] for one in told] == [one["text"] for one in whole["statements"]]
        assert [source["quote"] for one in told for source in one["sources"]] == [
            whole["citations"][number - 1]["quote"] for one in whole["statements"] for number in one["citations"]
        ]
        assert whole["text"].startswith("".join(one["before"] + one["text"] for one in told))
        assert found[-1] == ("done", {})


def test_before_its_statements_a_stream_says_how_it_read_the_question_and_who_disagrees(client: httpx.Client) -> None:
    conversation = client.post("/v1/conversations").json()["id"]
    asked(client, question=QUESTIONS[0], conversation_id=conversation)
    (name, opening), *_ = asked(client, question="And how many troops may it have?", conversation_id=conversation)
    assert (name, opening["model"]) == ("opening", "extractive")
    assert "army" in opening["standalone_question"]
    _, (name, conflict), *sides, _, _ = asked(client, question=QUESTIONS[1])
    assert name == "conflict" and {name for name, _ in sides} == {"statement"}
    numbers = [number for side in conflict["sides"] for number in side["citations"]]
    assert [source["number"] for source in conflict["sources"]] == numbers


def test_a_streamed_answer_can_be_read_again(client: httpx.Client) -> None:
    (answer,) = (data for name, data in asked(client, question=QUESTIONS[0]) if name == "answer")
    assert client.get(f"/v1/answers/{answer['id']}").json() == answer


def test_an_error_in_a_stream_looks_like_one_and_ends_it(client: httpx.Client) -> None:
    (error, problem), done = asked(client, question="   ")
    assert (error, problem["status"], done) == ("error", 422, ("done", {}))
    assert "empty" in problem["detail"]


def raw(answering: Any, heartbeat: float) -> list[bytes]:
    request = Request({"type": "http", "path": "/v1/answers", "headers": [], "query_string": b""})
    response = streamed(request, answering, Events(), heartbeat)

    async def read() -> list[bytes]:
        return [bytes(chunk) async for chunk in response.body_iterator]  # type: ignore[arg-type]

    return anyio.run(read)


def test_while_the_work_goes_on_the_connection_is_kept_alive() -> None:
    def slow(reader: Any) -> Any:
        time.sleep(0.3)
        raise DraftingError("The model said nothing.")

    chunks = raw(slow, 0.05)
    assert chunks[0].startswith(b":") and len(chunks) > 3
    assert b"event: error" in chunks[-2] and b"The model said nothing." in chunks[-2]
    assert b"event: done" in chunks[-1]


def test_an_unforeseen_fault_gives_nothing_away_and_ends_the_stream() -> None:
    def broken(reader: Any) -> Any:
        raise RuntimeError("secret of the house")

    joined = b"".join(raw(broken, 1))
    assert b"event: error" in joined and b"event: done" in joined and b"secret" not in joined


def test_a_statement_is_sent_as_soon_as_it_is_verified(client: httpx.Client) -> None:
    whole = Answer.model_validate(client.post("/v1/answers", json={"question": QUESTIONS[0]}).json())
    sent = threading.Event()

    def answering(reader: Any) -> Answer:
        reader.told(whole)
        assert sent.wait(10)  # the answer is not made before the statement is out
        return whole

    request = Request({"type": "http", "path": "/v1/answers", "headers": [], "query_string": b""})
    names = []

    async def read() -> None:
        async for chunk in streamed(request, answering, Events(), 5).body_iterator:
            names.append(bytes(chunk).split(b"\n")[0])  # type: ignore[arg-type]
            sent.set()

    anyio.run(read)
    statements = [b"event: statement"] * len(whole.statements)
    assert names == [b"event: opening", *statements, b"event: answer", b"event: done"]


TRUE = "The army would be limited to 600,000 troops [1]. "


@pytest.fixture
def model_writes(service: Service, scripted, listening_client) -> Iterator[httpx.Client]:
    """A client of the service where the scripted model drafts."""
    model = ChatModel("scripted", base_url=scripted.url, timeout=20)
    answerer = replace(service.answerer, drafter=PromptedDrafter(model))
    with listening_client(Opening(replace(service, answerer=answerer))) as client:
        yield client
    model.close()


def test_a_statement_leaves_while_the_model_writes_the_next(model_writes: httpx.Client, scripted) -> None:
    scripted.streams(TRUE, "The draft peace plan ", "has 28 points [1].", pause=1)
    asked_at, came = time.monotonic(), []
    with model_writes.stream("POST", "/v1/answers", json={"question": QUESTIONS[0], "stream": True}) as reply:
        came = [(line, time.monotonic() - asked_at) for line in reply.iter_lines() if line.startswith("event: ")]
    at = next(at for line, at in came if line == "event: statement")
    last, whole = came[-1]
    assert last == "event: done"
    assert at < whole - 0.8


def test_a_chat_too_gets_a_statement_while_the_model_writes_the_next(model_writes: httpx.Client, scripted) -> None:
    scripted.streams(TRUE, "The draft peace plan ", "has 28 points [1].", pause=1)
    body = {"messages": [{"role": "user", "content": QUESTIONS[0]}], "stream": True}
    asked_at, came = time.monotonic(), []
    with model_writes.stream("POST", "/v1/chat/completions", json=body) as reply:
        came = [(line, time.monotonic() - asked_at) for line in reply.iter_lines() if line.startswith("data: ")]
    (first, at), *_, (last, whole) = came
    assert TRUE.strip(" .").removesuffix(" [1]") in first and last == "data: [DONE]"
    assert at < whole - 0.8


def test_when_the_reader_leaves_the_model_is_stopped_soon(model_writes: httpx.Client, scripted) -> None:
    scripted.streams(TRUE, "The draft peace plan ", "has 28 points [1].", pause=4)
    with model_writes.stream("POST", "/v1/answers", json={"question": QUESTIONS[0], "stream": True}) as reply:
        assert "event: statement" in reply.iter_lines()
    assert scripted.left.wait(3)
    assert model_writes.get("/livez").status_code == 200


@pytest.mark.parametrize("path", ["/v1/answers", "/v1/chat/completions"])
def test_when_the_caller_of_a_whole_answer_leaves_the_model_is_stopped_soon(
    model_writes: httpx.Client, scripted, path: str
) -> None:
    scripted.streams(TRUE, "The draft peace plan ", "has 28 points [1].", pause=4)
    body = (
        {"question": QUESTIONS[0]}
        if path == "/v1/answers"
        else {"messages": [{"role": "user", "content": QUESTIONS[0]}]}
    )
    with pytest.raises(httpx.ReadTimeout):
        model_writes.post(path, json=body, timeout=2)
    assert scripted.left.wait(3)
    assert model_writes.get("/livez").status_code == 200
