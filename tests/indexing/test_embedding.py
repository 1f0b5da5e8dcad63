import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from indexing import workers
from indexing.embedding import BULK_PASSAGES, QUERY_PREFIX, OnnxEmbedder, OpenAIEmbedder, embedder
from indexing.errors import ModelError, SettingsError
from indexing.settings import IndexingSettings


@pytest.fixture(scope="module")
def onnx() -> OnnxEmbedder:
    return OnnxEmbedder()


def test_vectors_have_length_one_and_mean_something(onnx: OnnxEmbedder) -> None:
    passages = ["The harbour opened in May.", "Bread has become more expensive."]
    harbour, bread = onnx.embed_passages(passages)
    question = onnx.embed_query("When did the port open?")
    assert harbour.shape == question.shape == (onnx.dimensions,)
    assert np.linalg.norm(harbour) == pytest.approx(1, abs=1e-5)
    assert question @ harbour > question @ bread + 0.1


def test_a_question_is_embedded_with_its_prefix(onnx: OnnxEmbedder) -> None:
    assert np.array_equal(onnx.embed_query("When?"), onnx.embed(QUERY_PREFIX + "When?"))


def test_worker_processes_give_the_same_vectors_in_order(onnx: OnnxEmbedder) -> None:
    texts = [f"Passage {number} speaks of {'ships ' * (number % 7)}." for number in range(BULK_PASSAGES + 20)]
    bulk = list(onnx.embed_passages(iter(texts)))
    assert len(bulk) == len(texts)
    for number in (0, 7, BULK_PASSAGES, len(texts) - 1):
        assert np.array_equal(bulk[number], onnx.embed(texts[number]))


def test_texts_are_read_a_bounded_stretch_ahead_and_a_worker_that_dies_is_told_in_a_sentence() -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        while taken < 100_000:
            taken += 1
            yield "x"

    vectors = workers.in_processes(1, OnnxEmbedder, texts())
    next(vectors)
    assert taken <= workers.CHUNK * workers.CHUNKS_AHEAD
    [worker] = _children(os.getpid(), "spawn_main")
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(ModelError, match="ended unexpectedly"):
        list(vectors)


def test_workers_end_when_their_parent_is_killed() -> None:
    code = (
        "from indexing.embedding import OnnxEmbedder\n"
        "from indexing.workers import in_processes\n"
        "vectors = in_processes(1, OnnxEmbedder, (f'text {n}' for n in range(100_000)))\n"
        "next(vectors); print('ready', flush=True)\n"
        "for _ in vectors: pass"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout and parent.stdout.readline() == b"ready\n"
    [worker] = _children(parent.pid, "spawn_main")
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(worker)


@pytest.mark.parametrize("name", ["", "onnx", "onnx:other", "openai:", "vendor:model"])
def test_an_unknown_embedding_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="openai:MODEL"):
        IndexingSettings.from_environment(embedding=name)


class _Endpoint(BaseHTTPRequestHandler):
    """Speaks OpenAI's embeddings protocol; a text's vector counts its letters a, b and c."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [
            {"object": "embedding", "index": index, "embedding": [text.count(letter) for letter in "abc"]}
            for index, text in enumerate(asked["input"])
        ]
        broken = asked["model"] == "broken"
        reply = {"object": "list", "data": rows[1:] if broken else rows, "model": asked["model"]}
        body = json.dumps(reply | {"usage": {"prompt_tokens": 0, "total_tokens": 0}}).encode()
        self.send_response(401 if self.headers["Authorization"] == "Bearer wrong" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


def test_an_endpoint_embeds_in_batches_and_in_order(endpoint: str) -> None:
    chosen = embedder(IndexingSettings(embedding="openai:letters", embedding_base_url=endpoint))
    assert chosen.name == "openai:letters" and chosen.dimensions == 3
    texts = ["a" * (1 + n % 3) + "b" * (n % 5) for n in range(150)]
    vectors = list(chosen.embed_passages(iter(texts)))
    assert len(vectors) == 150
    for text, vector in zip(texts, vectors, strict=True):
        counts = np.array([text.count(letter) for letter in "abc"])
        assert vector == pytest.approx(counts / np.linalg.norm(counts), abs=1e-6)


@pytest.mark.parametrize(("model", "key"), [("broken", "right"), ("letters", "wrong")])
def test_an_endpoint_that_replies_badly_is_told_in_a_sentence(endpoint: str, model: str, key: str) -> None:
    with pytest.raises(ModelError, match="embedding endpoint"):
        OpenAIEmbedder(model, endpoint, key).embed_query("abc")


def test_an_endpoint_that_is_down_is_told_in_a_sentence() -> None:
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9.*check that it runs"):
        OpenAIEmbedder("letters", "http://127.0.0.1:9/v1", None).embed_query("abc")


def _children(pid: int, named: str) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    found = {int(child) for task in tasks for child in task.read_text().split()}
    return [child for child in found if named.encode() in Path(f"/proc/{child}/cmdline").read_bytes()]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_the_runtime_of_the_models_leaves_no_id_of_the_machine(tmp_path: Path) -> None:
    script = "from indexing.embedding import OnnxEmbedder; OnnxEmbedder().embed_query('ready')"
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", script], env={**environment, "HOME": str(tmp_path)}, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
