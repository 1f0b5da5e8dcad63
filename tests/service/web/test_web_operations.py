import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from service import wiring
from service.settings import Drafting, ServiceSettings
from service.web.health import Opening, Service


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory):
    settings = ServiceSettings(data_dir=tmp_path_factory.mktemp("fresh"), drafting=Drafting.EXTRACTIVE)
    built = wiring.build(settings)
    yield built
    built.close()


def operate(client: httpx.Client, token: str, command: str, **arguments: Any) -> list[dict[str, Any]]:
    body = {"command": command, "arguments": arguments}
    reply = client.post("/operations", json=body, headers={"Authorization": f"Bearer {token}"})
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in reply.text.splitlines()]


def test_new_articles_answer_without_a_restart_and_removed_ones_do_not(
    listening_client, fresh: Service, token: str, tmp_path: Path
):
    path = tmp_path / "bridge.md"
    path.write_text("---\ntitle: The bridge\n---\nThe new bridge cost 41 million dollars.\n", encoding="utf-8")
    question = {"question": "How much did the new bridge cost?"}
    with listening_client(Opening(fresh)) as client:
        assert client.post("/v1/answers", json=question).json()["status"] == "not_in_articles"
        *_, last = operate(client, token, "index", locations=[str(tmp_path)])
        (added,) = last["report"]["added"]
        answer = client.post("/v1/answers", json=question).json()
        assert "41 million" in answer["text"]

        path.write_text("---\ntitle: The bridge\n---\nThe new bridge cost 52 million dollars.\n", encoding="utf-8")
        operate(client, token, "index", locations=[str(tmp_path)])
        assert "52 million" in client.post("/v1/answers", json=question).json()["text"]
        (cited,) = answer["citations"]
        before = client.get(f"/v1/articles/{added}", params={"version": cited["article_version"]})
        assert before.json()["text"][cited["start"] : cited["end"]] == cited["quote"]

        operate(client, token, "remove", ids=[added])
        gone = client.post("/v1/answers", json=question).json()
        assert gone["status"] == "not_in_articles"
        assert client.get(f"/v1/articles/{added}").status_code == 404


def test_an_operation_that_fails_ends_with_an_error_event(listening_client, fresh: Service, token: str):
    with listening_client(Opening(fresh)) as client:
        assert operate(client, token, "explode")[-1]["event"] == "error"


def test_operations_need_the_token(client: httpx.Client):
    body = {"command": "remove", "arguments": {"ids": ["x"]}}
    assert client.post("/operations", json=body).status_code == 401
    wrong = client.post("/operations", json=body, headers={"Authorization": "Bearer guess"})
    assert wrong.status_code == 401
    assert wrong.headers["content-type"] == "application/problem+json"
    assert wrong.headers["www-authenticate"] == "Bearer"


def test_operations_are_not_part_of_the_public_description(client: httpx.Client):
    paths = client.get("/openapi.json").json()["paths"]
    assert "/operations" not in paths
    assert {"/v1/answers", "/v1/search", "/v1/articles", "/livez", "/readyz"} <= set(paths)
