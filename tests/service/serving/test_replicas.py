"""A writer and a replica as processes of their own, over a real PostgreSQL and a real Chroma server."""

import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.keys import Keys, KeyScope
from tests.chromaserver import ChromaServer
from tests.postgresserver import PostgresServer

ENOUGH = 60
BRIDGE = {"question": "How much did the bridge cost?"}
FERRY = {"title": "The ferry", "text": "The ferry sails at seven in the morning."}


@pytest.fixture
def admin(tmp_path: Path, servers: dict[str, str]) -> dict[str, str]:
    """The header of an admin key, which all services of the database know."""
    return key(servers["ONRECORD_CATALOG_URL"])


def key(url: str) -> dict[str, str]:
    with closing(Keys(Path(), url.replace("://", "+psycopg://"))) as keys:
        _, secret = keys.create("newsroom", KeyScope.ADMIN)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def servers(postgres: PostgresServer, chroma: ChromaServer) -> dict[str, str]:
    return {"ONRECORD_CATALOG_URL": postgres.database(), "ONRECORD_CHROMA_URL": chroma.url}


def ask(address: str, **asked: Any) -> dict[str, Any]:
    return httpx.post(f"{address}/v1/answers", json=asked, timeout=ENOUGH).json()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ENOUGH
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def measured(address: str, name: str) -> float:
    lines = httpx.get(f"{address}/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(name))


def test_a_replica_answers_what_the_writer_takes_in_and_shares_what_readers_were_told(
    started: Callable, articles: Path, tmp_path: Path, servers: dict[str, str], admin: dict[str, str]
):
    replica = started("--data-dir", tmp_path / "replica", ONRECORD_REPLICA_OF="https://write.example.org", **servers)
    assert "has not been begun" in replica.until("Waiting:")
    writer = started("--data-dir", tmp_path / "data", "--index-if-empty", articles, **servers)
    there, here = writer.address, replica.address

    answer = ask(here, **BRIDGE)
    assert answer["status"] == "answered"
    assert httpx.get(f"{there}/v1/answers/{answer['id']}").json() == answer
    conversation = httpx.post(f"{there}/v1/conversations").json()["id"]
    first = ask(there, **BRIDGE, conversation_id=conversation)
    ask(here, question="And who paid for it?", conversation_id=conversation)
    found = httpx.get(f"{here}/v1/conversations/{conversation}").json()
    assert found["turns"][0]["answer_id"] == first["id"] and len(found["turns"]) == 2

    assert httpx.put(f"{there}/v1/articles/ferry", json=FERRY, headers=admin, timeout=ENOUGH).status_code == 201
    until(lambda: measured(here, "onrecord_replica_lag_changes") == 0)
    assert ask(here, question="When does the ferry sail?")["citations"][0]["article_id"] == "ferry"
    assert httpx.delete(f"{there}/v1/articles/ferry", headers=admin).json()["removed"]
    assert ask(here, question="When does the ferry sail?")["status"] == "not_in_articles"
    assert httpx.get(f"{here}/v1/articles/ferry").status_code == 404

    for refused in (
        httpx.put(f"{here}/v1/articles/ferry", json=FERRY, headers=admin),
        httpx.delete(f"{here}/v1/articles/bridge", headers=admin),
        httpx.post(f"{here}/v1/articles/batch", json={"changes": [{"op": "delete", "id": "bridge"}]}, headers=admin),
    ):
        assert (refused.status_code, refused.json()["type"]) == (403, "/docs#read-only")
        assert "send changes to https://write.example.org" in refused.json()["detail"]
    for service in (replica, writer):
        code, said = service.end(signal.SIGTERM)
        assert code == 0 and "Traceback" not in said


def test_a_second_writer_waits_until_the_first_has_gone_and_goes_on_in_its_place(
    started: Callable, articles: Path, tmp_path: Path, servers: dict[str, str], admin: dict[str, str]
):
    first = started("--data-dir", tmp_path / "data", "--index-if-empty", articles, **servers)
    assert ask(first.address, **BRIDGE)["status"] == "answered"
    second = started("--data-dir", tmp_path / "data-2", **servers)
    assert "is being written by another service" in second.until("Waiting:")
    first.process.kill()
    address = second.address
    assert ask(address, **BRIDGE)["status"] == "answered"
    assert httpx.put(f"{address}/v1/articles/ferry", json=FERRY, headers=admin, timeout=ENOUGH).status_code == 201


def test_a_database_that_goes_away_and_comes_back_is_told_and_needs_no_restart(
    started: Callable, articles: Path, tmp_path: Path, own_postgres: PostgresServer
):
    url = own_postgres.database()
    admin = key(url)
    service = started("--data-dir", tmp_path / "data", "--index-if-empty", articles, ONRECORD_CATALOG_URL=url)
    address = service.address
    answer = ask(address, **BRIDGE)
    own_postgres.stop()
    for refused in (
        httpx.post(f"{address}/v1/answers", json=BRIDGE, timeout=ENOUGH),
        httpx.get(f"{address}/v1/answers/{answer['id']}"),
        httpx.put(f"{address}/v1/articles/ferry", json=FERRY, headers=admin),
        httpx.get(f"{address}/readyz"),
    ):
        assert (refused.status_code, refused.json()["type"]) == (503, "/docs#away")
        assert "used again when it is back" in refused.json()["detail"] and "secret" not in refused.text
    own_postgres.start()
    assert httpx.get(f"{address}/v1/answers/{answer['id']}").json() == answer
    assert httpx.put(f"{address}/v1/articles/ferry", json=FERRY, headers=admin, timeout=ENOUGH).status_code == 201
    assert ask(address, question="When does the ferry sail?")["status"] == "answered"
    code, said = service.end(signal.SIGTERM)
    assert code == 0 and "Traceback" not in said
