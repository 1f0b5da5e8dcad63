"""Evidence without an index, a scripted OpenAI-compatible server, and a real one with a real small model."""

import json
import select
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from evals.bench.smallmodel import SmallModelMissing
from evals.bench.smallmodel import small_model as small_model_server
from indexing.articles import Article, Fields
from indexing.search import Hit, Scope
from indexing.sentences import sentences
from indexing.splitting import split
from service.answering import Answerer
from service.answers import Answer
from service.checking import Checker
from service.drafting import Draft, Drafter, DraftStatement
from service.drafting.extractive import ExtractiveDrafter
from service.drafting.prompted import PromptedDrafter
from service.models.chat import ChatModel
from service.retrieval import Evidence, ScoredSentence
from service.verification import Verifier
from service.verification.entailment import EmbeddedEntailment


def _evidence(question: str, *articles: str | tuple[str, Fields], answerability: float = 0.9) -> Evidence:
    """Evidence that holds these articles, each a text or a text with fields, in this order."""
    made = [(text, Fields()) if isinstance(text, str) else text for text in articles]
    hits = tuple(
        Hit(passage, fields, 1.0)
        for number, (text, fields) in enumerate(made)
        for passage in split(Article(f"article-{number}", "here", fields, text))
    )
    scored = tuple(
        ScoredSentence(
            place,
            hit.passage.start + span.start,
            hit.passage.start + span.end,
            hit.passage.text[span.start : span.end],
            5.0 - place - span.start / 1_000,
        )
        for place, hit in enumerate(hits)
        for span in sentences(hit.passage.text)
    )
    return Evidence(question, None, hits, scored, answerability, hits[:3])


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    return _evidence


class Dictated:
    """A drafter that writes what it is told."""

    def __init__(self, *texts: str) -> None:
        self._statements = tuple(DraftStatement(text, (0,)) for text in texts)

    def draft(self, evidence) -> Draft:
        return Draft(self._statements, "dictated")


@dataclass
class Found:
    """A retriever that finds what it was given, and remembers the scope that it was asked for."""

    found: Evidence
    scopes: list[Scope] = field(default_factory=list)

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        self.scopes.append(scope)
        return self.found


@pytest.fixture
def found() -> type[Found]:
    return Found


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    return Verifier(EmbeddedEntailment())


@pytest.fixture
def checker(verifier: Verifier) -> Checker:
    """Checks with the real weights; no further article is in the corpus."""
    return Checker(verifier, lambda text, scope: ())


@pytest.fixture
def extractive() -> ExtractiveDrafter:
    return ExtractiveDrafter()


@pytest.fixture
def asks(request, checker: Checker, found: type[Found]) -> Iterator[Callable[[str, Drafter | None], Answer]]:
    """Asks the module's QUESTION of its article TRUE, drafted by the model at an address that has MODEL seconds."""
    module, models = request.module, []

    def asked(url: str, fallback: Drafter | None) -> Answer:
        models.append(ChatModel("bad", base_url=url, timeout=module.MODEL))
        retriever = found(_evidence(module.QUESTION, module.TRUE))
        drafter = PromptedDrafter(models[-1])
        answerer = Answerer(retriever, drafter, checker, 0.5, lambda: 7, fallback, new_id=lambda: "id-1")
        return answerer.answer(module.QUESTION)

    yield asked
    for model in models:
        model.close()


@dataclass
class Script:
    """What the scripted server replies, in turn, the last for ever: a status and a body, or a text as a chat reply.

    Or it streams these events, the same each time; `left` is set when its client goes before the last of them.
    """

    url: str
    replies: list[tuple[int, str]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    events: list[str] = field(default_factory=list)
    pause: float = 0.0
    left: threading.Event = field(default_factory=threading.Event)
    drips: bool = False
    waits: bool = False

    def says(self, *texts: str) -> "Script":
        self.replies = [
            (200, json.dumps({"choices": [{"message": {"role": "assistant", "content": t}}]})) for t in texts
        ]
        return self

    def replies_with(self, *replies: tuple[int, str]) -> "Script":
        self.replies = list(replies)
        return self

    def streams(self, *pieces: str, end: str = "stop", pause: float = 0.0) -> "Script":
        """Streams these pieces of a text, with a pause before each but the first."""
        choices = [{"index": 0, "delta": {"content": piece}, "finish_reason": None} for piece in pieces]
        ending = {"index": 0, "delta": {}, "finish_reason": end}
        self.events = [*(f"data: {json.dumps({'choices': [one]})}" for one in [*choices, ending]), "data: [DONE]"]
        self.pause = pause
        return self

    def next(self) -> tuple[int, str]:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    script: Script

    def do_GET(self) -> None:
        self._send(200, json.dumps({"object": "list", "data": [{"id": "first-model"}, {"id": "second-model"}]}))

    def do_POST(self) -> None:
        self.script.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.script.waits:
            self.script.released.wait(120)
        if self.script.events:
            self._stream()
            return
        status, body = self.script.next()
        self._send(status, body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        for number, event in enumerate(self.script.events):
            # A client says nothing more: what can be read is that it has gone.
            if number and select.select([self.connection], [], [], self.script.pause)[0]:
                self.script.left.set()
                return
            self.wfile.write(f"{event}\n\n".encode())

    def _send(self, status: int, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            if self.script.drips:
                for at in range(len(data)):
                    self.wfile.write(data[at : at + 1])
                    self.wfile.flush()
                    if self.script.released.wait(0.1):
                        return
            else:
                self.wfile.write(data)
        except OSError:
            pass  # a client that stops waiting closes the connection

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def scripted() -> Iterator[Script]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    script = Script(f"http://127.0.0.1:{server.server_port}/v1")
    handler.script = script
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield script
    script.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def small_model() -> Iterator[str]:
    """The address of a llama.cpp server with SmolLM2-135M: a real endpoint, and a model that makes things up freely."""
    try:
        with small_model_server() as url:
            yield url
    except SmallModelMissing as missing:
        pytest.skip(str(missing))
