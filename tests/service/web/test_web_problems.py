import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from service.errors import DraftingError
from service.retrieval import Evidence
from service.web.bodies import MAX_BYTES
from service.web.health import Opening, Service

QUESTION = {"question": "How many troops may the army have?"}


def check(reply: httpx.Response, status: int, kind: str, says: str) -> dict[str, Any]:
    problem = reply.json()
    assert reply.status_code == problem["status"] == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"/docs#{kind}"
    assert says in problem["detail"]
    assert problem["detail"].endswith((".", "?"))
    assert problem["instance"] == reply.url.path
    assert problem["title"]
    assert "Traceback" not in reply.text
    return problem


def test_an_unknown_path(client: httpx.Client):
    check(client.get("/v1/nothing"), 404, "not-found", "/v1/nothing")
    check(client.get("/static/nothing.js"), 404, "not-found", "/static/nothing.js")


def test_an_unknown_article_version_and_answer(client: httpx.Client):
    check(client.get("/v1/articles/nobody"), 404, "article-not-found", "nobody")
    known = client.get("/v1/articles").json()["articles"][0]["id"]
    check(client.get(f"/v1/articles/{known}", params={"version": "0"}), 404, "article-not-found", "version 0")
    check(client.get("/v1/answers/nothing"), 404, "answer-not-found", "nothing")


def test_a_method_that_the_path_does_not_take(client: httpx.Client):
    reply = client.get("/v1/answers")
    check(reply, 405, "method-not-allowed", "POST")
    assert reply.headers["allow"] == "POST"
    check(client.post("/static/page.js"), 405, "method-not-allowed", "POST")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "`question` is missing"),
        ({**QUESTION, "flow": True}, "no field `flow`"),
        ({**QUESTION, "mode": "lenient"}, "`mode` cannot be taken"),
        ({**QUESTION, "filters": {"published_after": "soon"}}, "`filters.published_after` cannot be taken"),
        ({**QUESTION, "filters": {"article_ids": []}}, "`filters.article_ids` cannot be taken: give at least one"),
        ({**QUESTION, "filters": {"publishers": []}}, "`filters.publishers` cannot be taken: give at least one"),
        ({**QUESTION, "filters": {"sections": []}}, "`filters.sections` cannot be taken: give at least one"),
        ({**QUESTION, "filters": {"publishers": ["\ud800"]}}, "`filters.publishers.0` cannot be taken"),
        ({**QUESTION, "filters": {"publishers": None}}, "`filters.publishers` is not a list"),
        ({"question": 5}, "`question` cannot be taken"),
        ([], "not a JSON object"),
    ],
)
def test_a_body_that_cannot_be_taken_names_its_field(client: httpx.Client, body: object, says: str):
    as_json = {"content-type": "application/json"}  # httpx itself refuses a lone surrogate
    reply = client.post("/v1/answers", content=json.dumps(body), headers=as_json)
    problem = check(reply, 422, "invalid-request", says)
    assert says in problem["errors"][0]["detail"]


def test_a_body_that_is_not_json(client: httpx.Client):
    as_json = {"content-type": "application/json"}
    check(client.post("/v1/answers", content=b"{", headers=as_json), 422, "invalid-request", "not valid JSON")
    check(client.post("/v1/answers", headers=as_json), 422, "invalid-request", "needs a JSON body")
    check(client.post("/v1/answers", content=b'{"question": "\x80"}', headers=as_json), 400, "bad-request", "body")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("why " * 10_000, "too long"),
        ("Wer hat das gesagt und wann ist es?", "English"),
    ],
)
def test_a_question_that_cannot_be_taken(client: httpx.Client, question: str, says: str):
    check(client.post("/v1/answers", json={"question": question}), 422, "question", says)


def test_query_parameters_that_cannot_be_taken(client: httpx.Client):
    check(client.get("/v1/search"), 422, "invalid-request", "query parameter `q` is missing")
    check(client.get("/v1/search", params={"q": " "}), 422, "invalid-request", "`q` is empty")
    check(client.get("/v1/search", params={"q": "a", "lang": "en"}), 422, "invalid-request", "`lang`")
    check(client.get("/v1/articles", params={"limit": 0}), 422, "invalid-request", "`limit`")
    unknown = "no query parameter `publisher`"
    check(client.get("/v1/articles", params={"publisher": "x"}), 422, "invalid-request", unknown)
    known = client.get("/v1/articles").json()["articles"][0]["id"]
    check(client.get(f"/v1/articles/{known}", params={"publisher": "x"}), 422, "invalid-request", unknown)
    check(client.get("/v1/search", params={"q": "a", "publishers": "x"}), 422, "invalid-request", "`publishers`")


def test_a_body_that_is_too_large_announced_or_not(client: httpx.Client):
    large = b"[" + b" " * MAX_BYTES + b"]"
    as_json = {"content-type": "application/json"}

    def chunks() -> Iterator[bytes]:
        yield from (large[at : at + 50_000] for at in range(0, len(large), 50_000))

    check(client.post("/v1/answers", content=large, headers=as_json), 413, "content-too-large", "larger")
    check(client.post("/v1/answers", content=chunks(), headers=as_json), 413, "content-too-large", "larger")


def test_before_the_service_is_open_every_route_says_what_it_waits_for(listening_client):
    opening = Opening()
    opening.say("The service waits: the data folder is in use.")
    with listening_client(opening) as client:
        assert client.get("/livez").json() == {"status": "live"}
        for reply in (client.get("/readyz"), client.get("/v1/articles"), client.post("/v1/answers", json=QUESTION)):
            check(reply, 503, "not-ready", "in use")
            assert reply.headers["retry-after"]
        assert client.get("/").status_code == 200


def test_when_it_is_open_readyz_names_the_revision(client: httpx.Client):
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/readyz").json()["corpus_revision"] > 0


class DownModel:
    def draft(self, evidence: Evidence):
        raise DraftingError("The model at http://127.0.0.1:9 does not reply: is it running?")


class BrokenDrafter:
    def draft(self, evidence: Evidence):
        raise ZeroDivisionError("a secret of the inside")


def test_a_drafting_model_that_is_down(listening_client, service: Service):
    answerer = replace(service.answerer, drafter=DownModel())
    with listening_client(Opening(replace(service, answerer=answerer))) as client:
        check(client.post("/v1/answers", json=QUESTION), 502, "drafting", "is it running?")


def test_a_fault_of_the_service_leaks_nothing(listening_client, service: Service):
    answerer = replace(service.answerer, drafter=BrokenDrafter())
    with listening_client(Opening(replace(service, answerer=answerer))) as client:
        reply = client.post("/v1/answers", json=QUESTION)
        check(reply, 500, "internal-server-error", "its log")
        assert "secret" not in reply.text
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_every_type_of_problem_is_explained_in_the_docs(client: httpx.Client):
    page = client.get("/docs").text
    kinds = (
        "not-found article-not-found answer-not-found method-not-allowed invalid-request bad-request question "
        "content-too-large not-ready drafting read-only away corpus model internal-server-error"
    )
    assert [kind for kind in kinds.split() if f'id="{kind}"' not in page] == []


@pytest.mark.parametrize("path", ["/", "/docs", "/static/page.js", "/v1/articles", "/nothing", "/openapi.json"])
def test_every_response_keeps_browsers_safe(client: httpx.Client, path: str):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
