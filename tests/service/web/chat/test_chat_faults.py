"""What goes wrong on the routes of OpenAI's clients, in the shape that these clients read."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from service.drafting import Draft, DraftStatement
from service.errors import DraftingError
from service.keys import Keys, KeyScope
from service.retrieval import Evidence
from service.web.admission import Admission
from service.web.bodies import MAX_BYTES
from service.web.health import Opening, Service
from service.web.usage import Usage

QUESTION = "How many troops may the army have?"
IMAGE = {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}


def chatted(**more: Any) -> dict[str, Any]:
    return {"model": "onrecord", "messages": [{"role": "user", "content": QUESTION}], **more}


def said(content: object) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": content}]}


def check(reply: httpx.Response, status: int, code: str, param: str | None, says: str) -> None:
    assert reply.status_code == status
    error = reply.json()["error"]
    assert (error["code"], error["param"]) == (code, param)
    assert says in error["message"] and error["message"].endswith((".", "?"))
    assert error["type"] == ("server_error" if status >= 500 else "invalid_request_error")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("more", "param", "says"),
    [
        ({"messages": []}, "messages", "at least 1"),
        ({"model": 5}, "model", "valid string"),
        ({"messages": None}, "messages", "is not a list"),
        ({"n": 0}, "n", "greater than"),
        ({"n": 17}, "n", "less than"),
        ({"stop": ""}, "stop.0", "is empty"),
        ({"messages": [{"content": "Why?"}]}, "messages.0.role", "is missing"),
        ({"messages": [{"role": "king", "content": "Why?"}]}, "messages.0.role", "'system', "),
        (said([IMAGE]), "messages.0.content", "'image_url' cannot be read here; send text"),
        (said(["Why?"]), "messages.0.content", '{"type": "text"'),
        (said(5), "messages.0.content", "valid string"),
        (said("How many \ud800 troops?"), "messages.0.content", "unicode"),
        ({"response_format": {"type": "json_object"}}, "response_format", "never JSON"),
        ({"tool_choice": "required"}, "tool_choice", "no tool is ever called"),
        ({"tool_choice": {"type": "function"}}, "tool_choice", "no tool is ever called"),
        ({"logprobs": True}, "logprobs", "leave it out"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(
    client: httpx.Client, more: dict[str, Any], param: str, says: str, stream: bool
) -> None:
    body = json.dumps({**chatted(stream=stream), **more})  # httpx itself refuses a lone surrogate
    reply = client.post("/v1/chat/completions", content=body, headers={"content-type": "application/json"})
    check(reply, 400, "invalid_request", param, says)


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_that_cannot_be_taken_is_refused_before_a_stream_begins(client: httpx.Client, stream: bool) -> None:
    for content, says in (("", "empty"), ("why " * 10_000, "too long"), ("Wer hat das gesagt und wann?", "English")):
        reply = client.post("/v1/chat/completions", json={**chatted(stream=stream), **said(content)})
        check(reply, 400, "question", None, says)
    for messages in ([{"role": "system", "content": QUESTION}], [{"role": "assistant", "content": QUESTION}]):
        reply = client.post("/v1/chat/completions", json=chatted(stream=stream, messages=messages))
        check(reply, 400, "question", None, "empty")


def test_errors_that_hold_for_every_route_have_this_shape_here(client: httpx.Client) -> None:
    as_json = {"content-type": "application/json"}
    check(client.post("/v1/chat/completions", content=b"{", headers=as_json), 400, "invalid_request", None, "JSON")
    check(client.get("/v1/chat/completions"), 405, "method_not_allowed", None, "POST")
    check(client.get("/v1/chat/nothing"), 404, "not_found", None, "/docs")
    large = b"[" + b" " * MAX_BYTES + b"]"
    reply = client.post("/v1/chat/completions", content=large, headers=as_json)
    check(reply, 413, "content_too_large", None, "larger")


def test_before_the_service_is_open_a_client_is_told_to_come_back(listening_client: Any) -> None:
    with listening_client(Opening()) as client:
        reply = client.post("/v1/chat/completions", json=chatted())
        check(reply, 503, "not_ready", None, "starting")
        assert reply.headers["retry-after"]
        assert client.get("/v1/models").status_code == 200


class Broken:
    """A drafter that fails, at once or behind a true statement."""

    def __init__(self, error: Exception, *, at_once: bool) -> None:
        self.error = error
        self.at_once = at_once

    def draft(self, evidence: Evidence) -> Draft:
        if self.at_once:
            raise self.error
        return Draft(self._statements(), "broken", lambda: None)

    def _statements(self) -> Iterator[DraftStatement]:
        yield DraftStatement("The army would be limited to 600,000 troops.")
        raise self.error


DOWN, FAULT = DraftingError("The model does not reply: is it running?"), ZeroDivisionError("a secret")


@pytest.fixture(params=[(DOWN, True), (FAULT, True), (FAULT, False)])
def broken(request: pytest.FixtureRequest, listening_client: Any, service: Service) -> Iterator[httpx.Client]:
    error, at_once = request.param
    answerer = replace(service.answerer, drafter=Broken(error, at_once=at_once))
    with listening_client(Opening(replace(service, answerer=answerer))) as client:
        yield client


def test_an_error_in_mid_stream_is_an_error_object_then_the_end(broken: httpx.Client) -> None:
    with broken.stream("POST", "/v1/chat/completions", json=chatted(stream=True)) as reply:
        lines = [line.removeprefix("data: ") for line in reply.iter_lines() if line.startswith("data: ")]
    assert reply.status_code == 200 and lines[-1] == "[DONE]"
    error = json.loads(lines[-2])["error"]
    assert error["type"] == "server_error" and "secret" not in error["message"]
    assert not any('"finish_reason": "stop"' in line or '"citations"' in line for line in lines)


def test_the_real_client_raises_what_went_wrong_in_mid_stream(broken: httpx.Client) -> None:
    with OpenAI(base_url=f"{broken.base_url}/v1", api_key="none", max_retries=0) as sdk:
        stream = sdk.chat.completions.create(
            model="onrecord", messages=[{"role": "user", "content": QUESTION}], stream=True
        )
        with pytest.raises(openai.APIError, match=r"is it running|its log"):
            list(stream)


def test_a_missing_key_and_too_many_requests_raise_what_the_client_has_for_them(
    listening_on: Any, service: Service, tmp_path: Path
) -> None:
    keys = Keys(tmp_path)
    _, secret = keys.create("app", KeyScope.READER)
    made = {"admission": Admission(keys, local=False, hosts=frozenset()), "usage": Usage("1/hour", 8)}
    with listening_on(Opening(service), **made) as address:
        for key, raised, code in (
            ("none", openai.AuthenticationError, "invalid_api_key"),
            (secret, None, None),
            (secret, openai.RateLimitError, "rate_limit_exceeded"),
        ):
            with OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0) as sdk:
                if raised is None:
                    assert sdk.models.retrieve("onrecord").id == "onrecord"
                    continue
                with pytest.raises(raised) as told:
                    sdk.models.retrieve("onrecord")
                assert told.value.code == code  # type: ignore[attr-defined]
