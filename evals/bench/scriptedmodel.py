"""A scripted liar behind a real OpenAI-compatible server: it reads a prompt's numbered sources, and lies of them.

A reply holds at most six sentences, since some readers take no more: a true one, copies of it with one thing made up,
a true one that cites another source, and a true one that cites none that there is.
"""

import json
import random
import re
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import Any

from evals.bench.classes import NOWHERE, TRUE
from evals.bench.matching import normalised
from evals.bench.plants import Plant
from evals.mutations import FABRICATIONS, Sentence
from evals.planting import MOVED
from indexing.articles import Article
from indexing.sentences import sentences
from service.drafting import DraftStatement
from service.drafting.replies import sentences_of
from service.quotes import Quote

NAME = "scripted-liar"
_SOURCE = re.compile(r'(?:\bSource |<passage number=")(\d+)')
_NOWHERE = 999
_COPIES = 3
# Words of a sentence; a shorter one is a heading or an exclamation.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of an article as a prompt shows it: in which source, and the text of its article."""

    text: str
    number: int
    article: str


@dataclass
class ScriptedLiar:
    """Lies about the articles that it knows. `question` is what is asked now, `planted` what was last replied of it."""

    articles: Sequence[Article]
    question: str = ""
    planted: tuple[Plant, ...] = ()
    _known: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        """Learn the sentences of the articles."""
        for article in self.articles:
            whole = _plain(article.text)
            for span in sentences(article.text):
                text = _plain(article.text[span.start : span.end])
                if len(text.split()) >= _SHORTEST and _as_read(text, 1) == text:
                    self._known.setdefault(text, whole)

    def reply(self, prompt: str) -> str:
        """The lies on a prompt, one a line, each with its citation."""
        plain = _plain(prompt)
        shown = sorted(self._shown(plain), key=self._nearness)
        self.planted = tuple(self._plants(shown, plain))
        return "\n".join(_line(plant) for plant in self.planted) or "The articles do not say."

    def _shown(self, prompt: str) -> Iterator[Shown]:
        marks = [(match.start(), int(match[1])) for match in _SOURCE.finditer(prompt)]
        for text, article in self._known.items():
            place = prompt.find(text)
            number = next((number for at, number in reversed(marks) if at < place), None)
            if place >= 0 and number is not None:
                yield Shown(text, number, article)

    def _nearness(self, shown: Shown) -> tuple[float, int, str]:
        words = set(normalised(shown.text).split())
        return -len(words & set(normalised(self.question).split())), shown.number, shown.text

    def _plants(self, shown: Sequence[Shown], prompt: str) -> Iterator[Plant]:
        numbers = sorted({one.number for one in shown})
        if shown:
            yield _plant(TRUE, shown[0].text, shown[0].number, shown[0])
            yield from islice(self._copies(shown[0], prompt), _COPIES)
        if len(shown) > 1:
            # Another source may tell it too, in a passage that overlaps: then it is no lie, and is judged as none.
            other = next((number for number in numbers if number != shown[1].number), None)
            if other is not None:
                yield _plant(MOVED, shown[1].text, other, shown[1])
        if len(shown) > 2:
            yield _plant(NOWHERE, shown[2].text, _NOWHERE, shown[2])

    def _copies(self, truth: Shown, prompt: str) -> Iterator[Plant]:
        """One copy a class, the classes in an order that the question draws; none that is true after all."""
        kinds = sorted(FABRICATIONS)
        random.Random(self.question).shuffle(kinds)  # noqa: S311 - a draw, not a secret
        others = [text for text, article in self._known.items() if article != truth.article and text in prompt]
        for kind in kinds:
            sentence = Sentence(truth.text, truth.article, others)
            made = FABRICATIONS[kind](sentence, random.Random(f"{kind} {truth.text}"))  # noqa: S311
            if made is None or normalised(made) == normalised(truth.text) or made in prompt:
                continue
            if _as_read(made, truth.number) == made:
                yield _plant(kind, made, truth.number, truth)


@contextmanager
def served(liar: ScriptedLiar) -> Generator[str]:
    """The base address of the liar's server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send({"object": "list", "data": [{"id": NAME, "object": "model"}]})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(_completion(liar.reply("\n".join(_said(message) for message in asked["messages"]))))

        def _send(self, body: dict[str, Any]) -> None:
            said = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        finally:
            server.shutdown()
            thread.join()


def _completion(text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return {"id": "1", "object": "chat.completion", "created": 0, "model": NAME, "choices": [choice], "usage": usage}


def _said(message: dict[str, Any]) -> str:
    content = message["content"]
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content)


def _plant(kind: str, text: str, number: int, truth: Shown) -> Plant:
    quote = Quote(truth.number - 1, 0, len(truth.text), truth.text)
    return Plant(kind, DraftStatement(text, (number - 1,)), quote)


def _line(plant: Plant) -> str:
    return f"{plant.statement.text} [{plant.statement.cited[0] + 1}]"


def _as_read(text: str, number: int) -> str | None:
    """What a reader of replies makes of one cited sentence; None where it takes it for several or for none."""
    read = tuple(sentences_of((f"{text} [{number}]",)))
    return read[0].text if len(read) == 1 and read[0].cited == (number,) else None


def _plain(text: str) -> str:
    return " ".join(text.split())
