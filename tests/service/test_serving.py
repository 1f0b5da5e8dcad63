"""`onrecord serve` and `onrecord ask` as processes of their own, as people run them."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import httpx
import pytest

from indexing.ownership import claim

ONRECORD = [sys.executable, "-m", "service"]
ENOUGH = 120


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "OPENAI_"))}
    return {**kept, "ONRECORD_DRAFTING": "extractive"}


def onrecord(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*ONRECORD, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=ENOUGH, env=environment())


class Running:
    """A service in a process of its own, and the lines that it prints."""

    def __init__(self, *arguments: object) -> None:
        command = [*ONRECORD, "serve", "--port", "0", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, words: str) -> str:
        """The first line from now on that holds the words."""
        while words not in (line := self._lines.get(timeout=ENOUGH)):
            pass
        return line.strip()

    def end(self, number: int) -> tuple[int, str]:
        """The exit code after a signal, and all of standard error."""
        self.process.send_signal(number)
        code = self.process.wait(ENOUGH)
        assert self.process.stderr
        return code, self.process.stderr.read()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.md").write_text("---\ntitle: The bridge\n---\nThe bridge cost 41 million dollars.\n", "utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def started() -> Iterator[list[Running]]:
    """Services to end if a test does not get to it."""
    running: list[Running] = []
    yield running
    for each in running:
        each.process.kill()
        each.process.wait()
        assert each.process.stdout and each.process.stderr
        each.process.stdout.close()
        each.process.stderr.close()


def test_one_service_indexes_answers_hands_over_and_ends_in_order(
    articles: Path, data: Path, tmp_path: Path, started: list[Running]
):
    service = Running("--data-dir", data, "--index-if-empty", articles)
    started.append(service)
    address = service.until("On Record answers at").split()[-1]
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

    assert service.end(signal.SIGTERM) == (0, "")
    further = json.loads(onrecord("ask", "How much did the bridge cost?", *talk, "--json").stdout)
    assert further["conversation_id"] == begun["conversation_id"]
    lost = onrecord("ask", "Why?", "--conversation", "unknown", "--data-dir", data)
    assert (lost.returncode, lost.stderr.count("\n")) == (1, 1)
    assert "No conversation has this id" in lost.stderr
    again = onrecord("ask", "When did the tunnel open?", "--data-dir", data)
    assert "1994" in again.stdout, again.stderr


def test_a_port_in_use_is_one_sentence_before_anything_is_opened(data: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = onrecord("serve", "--port", port, "--data-dir", data)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert f"Port {port}" in refused.stderr
    assert not data.exists()


def test_where_a_command_holds_the_folder_the_service_waits_and_says_so(data: Path, started: list[Running]):
    with claim(data, "rebuild"):
        service = Running("--data-dir", data)
        started.append(service)
        assert "`onrecord rebuild`" in service.until("Waiting")
    service.until("On Record answers at")
    assert service.end(signal.SIGINT) == (0, "")


def test_a_service_that_waits_ends_at_once(data: Path, started: list[Running]):
    with claim(data, "rebuild"):
        service = Running("--data-dir", data)
        started.append(service)
        service.until("Waiting")
        assert service.end(signal.SIGTERM) == (0, "")


def test_a_folder_of_another_model_stops_the_service_with_a_sentence(data: Path, started: list[Running]):
    from indexing.corpus import Corpus
    from indexing.settings import IndexingSettings

    with Corpus.open(IndexingSettings(data_dir=data)) as corpus:
        corpus.catalog.note(embedder="onnx:something-else")
    refused = onrecord("serve", "--port", "0", "--data-dir", data)
    assert refused.returncode == 1
    assert "onnx:something-else" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_asking_without_an_index_says_what_to_do(data: Path):
    refused = onrecord("ask", "Why?", "--data-dir", data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "onrecord index PATH" in refused.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("ask", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]):
    heavy = "{'chromadb', 'llama_index', 'onnxruntime', 'tantivy', 'openai', 'uvicorn', 'trafilatura'}"
    script = (
        f"import sys; from service.__main__ import app\n"
        f"try: app({list(arguments)!r}, prog_name='onrecord')\n"
        f"except SystemExit: print(sorted({heavy} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=ENOUGH)
    assert shown.stdout.strip().endswith("[]"), shown.stderr
