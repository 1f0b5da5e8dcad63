"""`onrecord serve` and `onrecord ask` as processes of their own, as people run them."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexing.ownership import claim

ENOUGH = 120
Ran = Callable[..., subprocess.CompletedProcess[str]]
Started = Callable[..., Any]


def test_one_service_indexes_answers_hands_over_and_ends_in_order(
    articles: Path, data: Path, started: Started, onrecord: Ran
):
    service = started("--data-dir", data, "--index-if-empty", articles)
    address = service.address
    assert httpx.get(f"{address}/readyz", trust_env=False).status_code == 200

    asked = onrecord("ask", "How much did the bridge cost?", "--data-dir", data)
    assert asked.returncode == 0, asked.stderr
    assert "41 million dollars. [1]" in asked.stdout
    assert "[1] The bridge, undated" in asked.stdout
    assert "“The bridge cost 41 million dollars.”" in asked.stdout

    (articles / "tunnel.md").write_text("---\ntitle: The tunnel\n---\nThe tunnel opened in 1994.\n", "utf-8")
    indexed = onrecord("index", articles, "--data-dir", data, "--json")
    assert indexed.returncode == 0, indexed.stderr
    assert len(json.loads(indexed.stdout)["added"]) == 1
    answer = json.loads(onrecord("ask", "When did the tunnel open?", "--data-dir", data, "--json").stdout)
    assert "1994" in answer["text"]
    kept = httpx.get(f"{address}/v1/answers/{answer['id']}", trust_env=False)
    assert kept.json() == answer

    begun = json.loads(
        onrecord("ask", "Who opened the tunnel?", "--conversation", "new", "--data-dir", data, "--json").stdout
    )
    talk = ("--conversation", begun["conversation_id"], "--data-dir", data)
    followed = onrecord("ask", "And when?", *talk)
    assert f"To go on: --conversation {begun['conversation_id']}" in followed.stdout, followed.stderr

    code, said = service.end(signal.SIGTERM)
    assert code == 0
    assert [line for line in said.splitlines() if " info request " not in line] == []
    further = json.loads(onrecord("ask", "How much did the bridge cost?", *talk, "--json").stdout)
    assert further["conversation_id"] == begun["conversation_id"]
    lost = onrecord("ask", "Why?", "--conversation", "unknown", "--data-dir", data)
    assert (lost.returncode, lost.stderr.count("\n")) == (1, 1)
    assert "No conversation has this id" in lost.stderr
    again = onrecord("ask", "When did the tunnel open?", "--data-dir", data)
    assert "1994" in again.stdout, again.stderr


def test_a_port_in_use_is_one_sentence_before_anything_is_opened(data: Path, onrecord: Ran):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = onrecord("serve", "--port", port, "--data-dir", data)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert f"Port {port}" in refused.stderr
    assert not data.exists()


def test_where_a_command_holds_the_folder_the_service_waits_and_says_so(data: Path, started: Started):
    with claim(data, "rebuild"):
        service = started("--data-dir", data)
        assert "`onrecord rebuild`" in service.until("Waiting")
    service.until("On Record answers at")
    assert service.end(signal.SIGINT) == (0, "")


def test_a_service_that_waits_ends_at_once(data: Path, started: Started):
    with claim(data, "rebuild"):
        service = started("--data-dir", data)
        service.until("Waiting")
        assert service.end(signal.SIGTERM) == (0, "")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "settings"),
    [("0.0.0.0", {}), ("127.0.0.1", {"ONRECORD_TRUSTED_PROXIES": "127.0.0.1"})],  # noqa: S104 - beyond it, on purpose
)
def test_beyond_this_machine_and_behind_a_proxy_reading_needs_a_key(
    data: Path, port: int, started: Started, host: str, settings: dict[str, str]
):
    with claim(data, "rebuild"):
        service = started("--data-dir", data, "--host", host, "--port", port, **settings)
        service.until("Waiting")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            assert client.get("/livez").status_code == 200
            assert client.get("/v1/articles").status_code == 401
            assert client.get("/v1/articles", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401


def test_callers_of_a_trusted_proxy_are_counted_one_by_one(data: Path, port: int, started: Started):
    settings = {"ONRECORD_TRUSTED_PROXIES": "127.0.0.1", "ONRECORD_PUBLIC_READING": "true", "ONRECORD_RATE": "1/hour"}
    with claim(data, "rebuild"):
        service = started("--data-dir", data, "--port", port, **settings)
        service.until("Waiting")
        told = [
            httpx.get(f"http://127.0.0.1:{port}/v1/articles", headers={"X-Forwarded-For": caller}, trust_env=False)
            for caller in ("203.0.113.5", "203.0.113.5", "203.0.113.6", "127.0.0.1, 203.0.113.5")
        ]
    assert [each.status_code for each in told] == [503, 429, 503, 429]


def test_a_folder_of_another_model_stops_the_service_with_a_sentence(data: Path, onrecord: Ran):
    from indexing.corpus import Corpus
    from indexing.settings import IndexingSettings

    with Corpus.open(IndexingSettings(data_dir=data)) as corpus:
        corpus.catalog.note(embedder="onnx:something-else")
    refused = onrecord("serve", "--port", "0", "--data-dir", data)
    assert refused.returncode == 1
    assert "onnx:something-else" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_asking_without_an_index_says_what_to_do(data: Path, onrecord: Ran):
    refused = onrecord("ask", "Why?", "--data-dir", data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "onrecord index PATH" in refused.stderr


def test_more_than_one_process_is_refused_with_the_reason(data: Path, onrecord: Ran):
    refused = onrecord("serve", "--workers", 2, "--data-dir", data)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "--workers cannot be 2" in refused.stderr and "one process" in refused.stderr
    assert not data.exists()


def test_its_health_can_be_asked_by_a_command(data: Path, started: Started, onrecord: Ran):
    nobody = onrecord("health", "--data-dir", data)
    assert (nobody.returncode, nobody.stderr) == (1, f"No service holds the data folder {data}.\n")
    with claim(data, "rebuild"):
        waits = onrecord("health", "--data-dir", data)
    assert waits.returncode == 1 and "does not answer yet" in waits.stderr
    service = started("--data-dir", data)
    service.until("On Record answers at")
    assert onrecord("health", "--data-dir", data).returncode == 0
    with closing(sqlite3.connect(data / "answers.sqlite")) as database:
        database.execute("DROP TABLE answers")
    broken = onrecord("health", "--data-dir", data)
    assert broken.returncode == 1 and "not ready" in broken.stderr, broken.stderr


@pytest.mark.parametrize("named", ["203.0.113.9", "nobody"])
def test_forwarded_headers_are_not_believed(data: Path, started: Started, named: str):
    operation = {"command": "rebuild", "arguments": {}}
    address = started("--data-dir", data).address
    headers = {"X-Forwarded-For": named, "Forwarded": f"for={named}"}
    refused = httpx.post(f"{address}/operations", json=operation, headers=headers, trust_env=False)
    assert refused.status_code == 403  # what came through a proxy is not of this machine


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("ask", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]):
    heavy = "{'chromadb', 'llama_index', 'onnxruntime', 'tantivy', 'openai', 'uvicorn', 'trafilatura', 'sqlalchemy'}"
    script = (
        f"import sys; from service.__main__ import app\n"
        f"try: app({list(arguments)!r}, prog_name='onrecord')\n"
        f"except SystemExit: print(sorted({heavy} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=ENOUGH)
    assert shown.stdout.strip().endswith("[]"), shown.stderr


def test_an_argument_that_is_not_utf_8_is_one_sentence(data: Path, onrecord):
    for command in (("remove",), ("keys", "create"), ("serve", "--host")):
        refused = onrecord(*command, os.fsdecode(b"caf\xe9"), "--data-dir", data)
        assert refused.returncode == 1
        assert refused.stderr == "The argument caf\\xe9 is not in UTF-8; write it in UTF-8, or rename what it names.\n"


def test_articles_that_are_not_seen_now_are_no_empty_folder(tmp_path: Path, articles: Path, started: Started, onrecord):
    (tmp_path / "ferry.md").write_text("---\nid: ferry\nembargo: 2999-01-05\n---\nThe ferry sails again on Monday.\n")
    data = tmp_path / "data"
    assert onrecord("index", tmp_path / "ferry.md", "--data-dir", data).returncode == 0
    asked = onrecord("ask", "When does the ferry sail?", "--data-dir", data)
    assert asked.returncode == 0 and "Monday" not in asked.stdout
    service = started("--data-dir", data, "--index-if-empty", articles)
    listed = httpx.get(f"{service.address}/v1/articles", trust_env=False).json()
    assert listed["articles"] == []  # neither the ferry, nor what was to be indexed if there were nothing
