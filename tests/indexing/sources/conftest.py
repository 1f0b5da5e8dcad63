"""A publisher's site on this machine: real HTTP, pages written here, and a record of what it was asked."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from indexing.__main__ import app
from indexing.articles import Article
from indexing.corpus import open_catalog
from indexing.settings import IndexingSettings

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


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sites of the tests are on this machine, and need no care."""
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("ONRECORD_FETCH_RATE", "100")


Index = Callable[..., dict[str, Any]]


@pytest.fixture
def index(settings: IndexingSettings, near: None) -> Index:
    """Runs `onrecord index` and gives its report."""

    def indexed(*arguments: str) -> dict[str, Any]:
        return json.loads(command(settings, "index", *arguments, "--json").stdout)

    return indexed


def command(settings: IndexingSettings, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(settings.data_dir)], catch_exceptions=False)


def told(report: dict[str, Any], part: str = "failed") -> list[str]:
    """The sentences of a report, each of which is one."""
    sentences = [row["reason" if part == "failed" else "note"] for row in report[part]]
    for sentence in sentences:
        assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence, sentence
    return sentences


def article(title: str, body: str, *, published: str = "2026-05-06T08:00:00+02:00", **more: str) -> str:
    """A page as a newspaper's content system writes it."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
        **more,
    }
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><header><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Ana Ruiz</p>{paragraphs}</article>
<aside class="related"><h2>More on this</h2><a href="/other">The ferry that never came</a></aside></main>
<footer>© Harbour Post. <a href="/newsletter">Sign up for our newsletter</a></footer></body></html>"""


def held(settings: IndexingSettings) -> dict[str, Article]:
    """The articles of a data folder by their titles."""
    with closing(open_catalog(settings.data_dir)) as catalog:
        return {one.fields.title or "": one for one in catalog.articles()}


def story(subject: str) -> str:
    return (
        f"The {subject} reopened on Monday after a year of repairs, the harbour authority said in the evening.\n\n"
        f"Work on the {subject} cost four million euros, and the ferries run again from Tuesday, weather permitting."
    )
