"""A scripted judge behind real HTTP, which reads what ragas asks and is right; and samples of one article to judge."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case
from evals.judge.endpoint import Endpoint
from evals.judge.sample import Sample
from indexing.search import Hit
from indexing.splitting import split

FIRST = "The council approved 12 new tram stops on 3 May 2024."
MADE_UP = "The mayor resigned."
_GIVEN = re.compile(r"input: (\{.*\})\nOutput: ", re.DOTALL)
Reply = tuple[int, str]


def told(content: str | None, finish: str = "stop") -> Reply:
    """A chat completion with this text."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return 200, json.dumps(
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": None}
    )


def _sentences(text: str) -> list[str]:
    """The facts of a reference, which follow its question, or the sentences of an answer."""
    _, question, facts = text.partition("? ")
    if question:
        return [fact.strip(" .") for fact in facts.split(";")]
    return [f"{part.strip()}." for part in re.split(r"\s*\.(?:\s+|$)", text) if part.strip()]


def _stands(said: str, context: str) -> int:
    return int(said.strip(" .") in context)


def right(prompt: str) -> Reply:
    """What a judge says that takes words literally: a statement holds where it stands in the context."""
    found = _GIVEN.search(prompt)
    assert found, prompt[-300:]
    match json.loads(found[1]):
        case {"question": _, "context": str(context), "answer": str(answer)} if "classifications" in prompt:
            rows = [{"statement": s, "reason": "", "attributed": _stands(s, context)} for s in _sentences(answer)]
            return told(json.dumps({"classifications": rows}))
        case {"question": _, "context": str(context), "answer": str(answer)}:
            useful = any(_stands(fact, context) for fact in _sentences(answer))
            return told(json.dumps({"reason": "", "verdict": int(useful)}))
        case {"context": str(context), "statements": list(statements)}:
            rows = [{"statement": s, "reason": "", "verdict": _stands(s, context)} for s in statements]
            return told(json.dumps({"statements": rows}))
        case {"question": _, "answer": str(answer)}:
            return told(json.dumps({"statements": _sentences(answer)}))
        case {"response": str(response), "atomicity": _}:
            return told(json.dumps({"claims": _sentences(response)}))
        case {"response": _}:
            return told(json.dumps({"question": "How many new tram stops did the council approve?", "noncommittal": 0}))
        case other:
            raise AssertionError(other)


@dataclass
class Scripted:
    """The judge's address, what it was asked, and what it says to a prompt."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    says: Callable[[str], Reply] = right
    wait: tuple[str, str] = ("Retry-After-Ms", "1")
    models: Reply = (200, '{"object": "list", "data": []}')
    released: threading.Event = field(default_factory=threading.Event)

    def replies(self, *replies: Reply) -> None:
        """Say these in turn, the last for ever, whatever is asked."""
        left = list(replies)
        self.says = lambda _: left.pop(0) if len(left) > 1 else left[0]


class _Handler(BaseHTTPRequestHandler):
    script: Scripted

    def do_GET(self) -> None:
        self._send(*self.script.models)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.bodies.append(body)
        self.script.headers.append({name.lower(): value for name, value in self.headers.items()})
        prompts = [one["content"] for one in body["messages"] if one["role"] == "user"]
        self._send(*self.script.says(prompts[0]))

    def _send(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header(*self.script.wait)
        self.end_headers()
        with suppress(OSError):  # a client that stops waiting closes the connection
            self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def judge() -> Iterator[Scripted]:
    script = Scripted()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": script}))
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield script
    script.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(judge: Scripted) -> Callable[..., Endpoint]:
    """The endpoint of the scripted judge, recorded or replayed."""

    def made(record: Path | None = None, replay: Path | None = None, **given: Any) -> Endpoint:
        return Endpoint(None if replay else judge.url, **{"model": "m", "record": record, "replay": replay, **given})

    return made


@pytest.fixture
def sample(world: Any) -> Callable[..., Sample]:
    """Samples of a case on the trams, answered in these words, each with the true first sentence as its quote."""

    def made(*said: str, name: str = "stops", facts: tuple[tuple[str, ...], ...] = (("12",),)) -> Sample:
        case = Case(
            id=name,
            kind="number",
            question="How many new tram stops did the council approve?",
            articles=("trams",),
            facts=facts,
            status=("answered",),  # type: ignore[arg-type]
        )
        answer = world.answer(*((one, FIRST) for one in said)) if said else world.refusal()
        hits = [Hit(passage, world.article.fields, 1.0) for passage in split(world.article)]
        return Sample.of(case, answer, hits, world.sources)

    return made
