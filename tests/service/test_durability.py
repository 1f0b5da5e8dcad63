"""What the service acknowledged is there after it was killed, as a process of its own."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.keys import Keys, KeyScope

SECONDS = 120
ARTICLES = 60


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def admin(data: Path) -> str:
    return Keys(data).create("newsroom", KeyScope.ADMIN)[1]


Start = Callable[[], tuple[subprocess.Popen[str], httpx.Client]]


@pytest.fixture
def start(data: Path, admin: str) -> Iterator[Start]:
    """Starts the service on the data folder and gives the process and a client with the admin key."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "OPENAI_"))}
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--data-dir", str(data)]
    begun: list[tuple[subprocess.Popen[str], httpx.Client]] = []

    def started() -> tuple[subprocess.Popen[str], httpx.Client]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept)
        assert process.stdout
        line = next(line for line in process.stdout if "answers at" in line)
        headers = {"Authorization": f"Bearer {admin}"}
        client = httpx.Client(base_url=line.split()[-1], headers=headers, timeout=60, trust_env=False)
        begun.append((process, client))
        return begun[-1]

    yield started
    for process, client in begun:
        client.close()
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def article(number: int) -> dict[str, Any]:
    text = "\n\n".join(f"Bridge {number} has {number * 100 + part} lamps on its pier {part}." for part in range(40))
    return {"title": f"Bridge {number}", "text": text}


def test_what_was_acknowledged_survives_a_kill_and_what_waited_is_indexed_by_the_next_start(start: Start) -> None:
    process, client = start()
    assert client.put("/v1/articles/kept", json=article(1)).status_code == 201
    assert client.put("/v1/articles/gone", json=article(2)).status_code == 201
    changes = [{"op": "put", "id": f"bridge-{number}", "article": article(number)} for number in range(ARTICLES)]
    accepted = client.post("/v1/articles/batch", json={"changes": changes})
    assert client.delete("/v1/articles/gone").json()["removed"]
    told = client.get(f"/v1/operations/{accepted.json()['id']}").json()
    process.kill()
    process.wait()
    assert (accepted.status_code, told["status"]) == (202, "running")

    _, client = start()
    until = time.monotonic() + SECONDS
    while (now := client.get(f"/v1/operations/{told['id']}").json())["status"] != "done" and time.monotonic() < until:
        time.sleep(0.2)
    assert [one["status"] for one in now["changes"]] == ["indexed"] * ARTICLES
    assert client.get("/v1/articles/kept").status_code == 200
    assert client.get("/v1/articles/gone").status_code == 404
    hits = client.get("/v1/search", params={"q": "lamps on bridge 7", "article_id": "bridge-7"}).json()["hits"]
    assert hits


def test_a_revoked_key_writes_nothing_more_while_the_service_runs(start: Start, data: Path) -> None:
    _, client = start()
    assert client.put("/v1/articles/one", json=article(1)).status_code == 201
    keys = [sys.executable, "-m", "service", "keys", "--data-dir", str(data)]
    (key,) = Keys(data).all()
    revoked = [*keys[:-2], "revoke", key.id, *keys[-2:]]
    assert subprocess.run(revoked, capture_output=True, check=False).returncode == 0
    refused = client.put("/v1/articles/two", json=article(2))
    assert refused.status_code == 401
    assert "revoked" in refused.json()["detail"]


class Asking(threading.Thread):
    """One caller who puts an article, asks in a conversation and says what it thinks, until the service is gone.

    What was acknowledged is noted.
    """

    def __init__(self, client: httpx.Client, number: int) -> None:
        super().__init__()
        self.client = httpx.Client(base_url=client.base_url, headers=client.headers, timeout=60, trust_env=False)
        self.number = number
        self.answers: list[tuple[str, str]] = []
        self.rated: list[str] = []
        self.put: list[str] = []

    def run(self) -> None:
        with self.client, suppress(httpx.HTTPError):
            for turn in range(1_000):
                self._turn(f"bridge-{self.number}-{turn}")

    def _turn(self, article_id: str) -> None:
        if self.client.put(f"/v1/articles/{article_id}", json=article(self.number)).is_success:
            self.put.append(article_id)
        conversation = self.client.post("/v1/conversations").json()["id"]
        question = {"question": f"How many lamps has bridge {self.number}?", "conversation_id": conversation}
        answer = self.client.post("/v1/answers", json=question).json()
        self.answers.append((conversation, answer["id"]))
        said = {"rating": "wrong", "comment": answer["id"]}
        if self.client.post(f"/v1/answers/{answer['id']}/feedback", json=said).is_success:
            self.rated.append(answer["id"])


def test_nothing_acknowledged_is_lost_where_it_is_killed_under_load(start: Start) -> None:
    process, client = start()
    callers = [Asking(client, number) for number in range(3)]
    for caller in callers:
        caller.start()
    until = time.monotonic() + SECONDS
    while min(len(caller.rated) for caller in callers) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    for caller in callers:
        caller.join()

    _, client = start()
    said = {one["comment"] for one in client.get("/v1/feedback", params={"limit": 500}).json()["feedback"]}
    for caller in callers:
        assert len(caller.rated) >= 3
        assert {client.get(f"/v1/articles/{one}").status_code for one in caller.put} == {200}
        assert set(caller.rated) <= said
        for conversation, answer_id in caller.answers:
            assert client.get(f"/v1/answers/{answer_id}").json()["conversation_id"] == conversation
            turns = client.get(f"/v1/conversations/{conversation}").json()["turns"]
            assert [turn["answer_id"] for turn in turns] == [answer_id]
