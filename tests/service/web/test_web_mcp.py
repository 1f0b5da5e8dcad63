"""The tools at /mcp, used by the SDK's real client over HTTP."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client
from mcp_types import CallToolResult

from service.answers import Answer
from service.keys import Keys, KeyScope
from service.retrieval import Evidence
from service.verdicts import Verification
from service.web.admission import Admission
from service.web.health import Opening, Service

QUESTION = "How many troops may the army have?"


@pytest.fixture(params=["legacy", "auto"])
def call(request: pytest.FixtureRequest) -> Callable[..., CallToolResult]:
    """Calls a tool of a service, over the protocol with a handshake and over the one without."""

    def called(address: str, name: str, **arguments: Any) -> CallToolResult:
        async def once() -> CallToolResult:
            async with Client(f"{address}/mcp", mode=request.param) as client:
                return await client.call_tool(name, arguments)

        return asyncio.run(once())

    return called


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


def test_the_tools_are_listed_with_what_they_take(address: str) -> None:
    async def listed() -> Any:
        async with Client(f"{address}/mcp") as client:
            return await client.list_tools()

    tools = {tool.name: tool for tool in asyncio.run(listed()).tools}
    assert list(tools) == ["search", "fetch", "ask", "verify"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())
    assert tools["search"].input_schema["required"] == ["query"]


def test_what_search_finds_can_be_fetched(address: str, call: Callable[..., CallToolResult]) -> None:
    found = call(address, "search", query="peace plan points")
    assert json.loads(text(found)) == found.structured_content
    results = found.structured_content["results"]
    assert [sorted(one) for one in results] == [["id", "title", "url"]] * len(results)
    assert len({one["id"] for one in results}) == len(results)
    assert {"https://meridian.example/geneva?edition=1", "https://harbour.example/london"} <= {
        one["url"] for one in results
    }
    first = call(address, "fetch", id=results[0]["id"])
    page = first.structured_content
    assert json.loads(text(first)) == page
    assert (page["title"], page["url"]) == (results[0]["title"], results[0]["url"])
    assert "peace plan" in page["text"] and page["metadata"]["published_at"].startswith("2025-")


def test_an_article_without_an_address_is_found_in_this_service(
    address: str, call: Callable[..., CallToolResult], client: httpx.Client
) -> None:
    found = call(address, "search", query="attack string script", limit=1).structured_content["results"]
    assert [one["title"] for one in found] == ["How to print a tag"]
    assert client.get(found[0]["url"]).json()["id"] == found[0]["id"]


def test_ask_gives_the_answer_with_its_quotes_and_it_is_kept(
    address: str, call: Callable[..., CallToolResult], client: httpx.Client
) -> None:
    asked = call(address, "ask", question=QUESTION)
    answer = Answer.model_validate(asked.structured_content)
    assert text(asked).startswith(answer.text) and "[1] What is on the table in Geneva" in text(asked)
    assert client.get(f"/v1/answers/{answer.id}").json() == asked.structured_content
    early = call(address, "ask", question=QUESTION, published_before="2020-01-01")
    assert text(early) == "No article passes the filters."


def test_verify_judges_each_claim(address: str, call: Callable[..., CallToolResult]) -> None:
    checked = call(address, "verify", text="The army may have 600,000 troops. The army may have 900,000 troops.")
    verification = Verification.model_validate(checked.structured_content)
    assert [one.verdict for one in verification.claims] == ["supported", "contradicted"]
    assert "2 claims: 1 supported, 1 contradicted." in text(checked)


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("search", {}, "The argument `query` is missing."),
        ("search", {"query": " "}, "The argument `query` is empty."),
        ("search", {"query": "a", "limit": 0}, "`limit` cannot be taken"),
        ("ask", {"question": "Why?", "mode": "flag"}, "There is no argument `mode`"),
        ("ask", {"question": "Wer hat das gesagt und wann?"}, "ask in English"),
        ("fetch", {"id": "nobody"}, "No article has the id nobody"),
        ("verify", {"text": " "}, "The draft is empty"),
        ("delete", {}, "There is no tool 'delete'"),
    ],
)
def test_what_cannot_be_done_is_an_error_of_the_tool_in_one_sentence(
    address: str, call: Callable[..., CallToolResult], name: str, arguments: dict[str, Any], says: str
) -> None:
    refused = call(address, name, **arguments)
    assert refused.is_error and says in text(refused)
    assert text(refused).endswith(".") and "\n" not in text(refused)


class BrokenDrafter:
    def draft(self, evidence: Evidence):
        raise ZeroDivisionError("a secret of the inside")


def test_a_fault_and_a_service_that_is_not_open_are_told_as_errors_of_the_tool(
    listening_on: Any, service: Service, call: Callable[..., CallToolResult]
) -> None:
    broken = replace(service, answerer=replace(service.answerer, drafter=BrokenDrafter()))
    for opening, says in ((Opening(broken), "its log says what"), (Opening(), "The service is starting")):
        with listening_on(opening) as address:
            told = call(address, "ask", question=QUESTION)
        assert told.is_error and says in text(told) and "secret" not in text(told)


INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.mark.parametrize(
    ("origin", "status"),
    [(None, 200), ("http://localhost:6274", 200), ("http://127.0.0.1:8000", 200), ("http://[::1]", 200)]
    + [(each, 403) for each in ("https://evil.example", "http://localhost.evil.example", "null", "file://")],
)
def test_only_pages_of_this_machine_may_call_from_a_browser(
    client: httpx.Client, origin: str | None, status: int
) -> None:
    headers = {**ACCEPT, **({"origin": origin} if origin else {})}
    reply = client.post("/mcp", json=INITIALIZE, headers=headers)
    assert reply.status_code == status
    assert status == 200 or reply.headers["content-type"] == "application/problem+json"


def test_pages_of_named_origins_may_call_too(service: Service, listening_client: Any) -> None:
    with listening_client(Opening(service), origins=("https://news.example",)) as client:
        for origin, status in (("https://news.example", 200), ("https://evil.example", 403)):
            assert client.post("/mcp", json=INITIALIZE, headers={**ACCEPT, "origin": origin}).status_code == status


def test_beyond_this_machine_agents_need_a_key(service: Service, listening_client: Any, tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    _, secret = keys.create("agent", KeyScope.READER)
    access = Admission(keys, local=False, hosts=frozenset())
    with listening_client(Opening(service), admission=access) as client:
        assert client.post("/mcp", json=INITIALIZE, headers=ACCEPT).status_code == 401
        headers = {**ACCEPT, "authorization": f"Bearer {secret}"}
        assert client.post("/mcp", json=INITIALIZE, headers=headers).status_code == 200


def test_what_is_not_posted_json_is_refused_without_a_fault(client: httpx.Client) -> None:
    for method in ("GET", "DELETE"):
        assert client.request(method, "/mcp", headers=ACCEPT).status_code == 405
    large = b" " * 1_000_001
    as_json = {**ACCEPT, "content-type": "application/json"}
    for body, status in ((b"{", 400), (b"[]", 400), (b"\x80", 400), (b"", 400), (large, 413)):
        assert client.post("/mcp", content=body, headers=as_json).status_code == status
