import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from tests.chromaserver import ChromaServer
from tests.postgresserver import PostgresServer, programs

Write = Callable[..., Path]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture
def settings(tmp_path: Path) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "data")


@pytest.fixture
def corpus(settings: IndexingSettings) -> Iterator[Corpus]:
    with Corpus.open(settings) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes `articles/NAME.md` with a title and a text; further fields go into its front matter."""

    def written(name: str, text: str, **fields: str) -> Path:
        path = tmp_path / "articles" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        front = "".join(f"{key}: {value}\n" for key, value in {"title": name.capitalize(), **fields}.items())
        path.write_text(f"---\n{front}---\n\n{text}\n", encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A real Chroma server that all tests share."""
    yield from _running(tmp_path_factory.mktemp("chroma"))


@pytest.fixture
def own_chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    """A real Chroma server of one test, which may stop it and start it again."""
    yield from _running(tmp_path / "chroma-server")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server that all tests share, each with a database of its own."""
    yield from _running_postgres()


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server of one test, which may stop it and start it again."""
    yield from _running_postgres()


def _running_postgres() -> Iterator[PostgresServer]:
    found = programs()
    if found is None and not os.environ.get("CI"):
        pytest.skip("there is no PostgreSQL server on this machine")
    assert found, "PostgreSQL's server is not installed"
    server = PostgresServer(found)
    server.start()
    yield server
    with suppress(subprocess.CalledProcessError):
        server.stop()
    server.remove()


def _running(folder: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """Pages by path. What is bytes or text is sent with an ETag and answered with 304 while it is the same."""

    address: str = ""
    pages: dict[str, bytes | str | int | Answer] = field(default_factory=dict[str, Any])
    headers: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    asked: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    agents: set[str] = field(default_factory=set[str])

    def __call__(self, path: str) -> str:
        return f"{self.address}{path}"

    def answered(self) -> list[tuple[str, int]]:
        """What was asked since the last call, but for robots.txt, with the status of each answer."""
        asked, self.asked = [one for one in self.asked if one[0] != "/robots.txt"], []
        return asked


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.site.agents.add(self.headers["User-Agent"])
        page = self.site.pages.get(self.path, 404)
        if callable(page):
            self.site.asked.append((self.path, 0))
            self.close_connection = True
            page(self)
        elif isinstance(page, int):
            self.send(page, b"")
        else:
            body = page.encode() if isinstance(page, str) else page
            tag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
            if self.headers["If-None-Match"] == tag:
                self.send(304, b"", {"ETag": tag})
            else:
                self.send(200, body, {"ETag": tag, **_typed(self.path, body)})

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.site.asked.append((self.path, status))
        self.send_response(status)
        for name, value in {**(headers or {}), **self.site.headers.get(self.path, {})}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


def _typed(path: str, body: bytes) -> dict[str, str]:
    if body.lstrip().startswith((b"{", b"[")):
        return {"Content-Type": "application/json"}
    if body.lstrip().startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")):
        return {"Content-Type": "application/xml"}
    return {"Content-Type": "text/plain" if path.endswith(".txt") else "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Site]:
    yield from _served()


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    """A second site, on a port of its own."""
    yield from _served()


def _served() -> Iterator[Site]:
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": made}))
    made.address = f"http://127.0.0.1:{server.server_port}"
    worker = threading.Thread(target=server.serve_forever, daemon=True)
    worker.start()
    yield made
    server.shutdown()
    server.server_close()
    worker.join()
