import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Locator, Page, expect

from indexing.sync import sync
from service import wiring
from service.models.messages import Message
from service.models.reply import Reply
from service.settings import Drafting, ServiceSettings
from service.web.app import application
from service.web.health import Opening, Service

TOKEN = "the-token-of-the-folder"  # noqa: S105 - a test has no secret

ARTICLES = {
    "geneva.md": """---
title: What is on the table in Geneva
publisher: The Meridian
authors: [Ana Ruiz, Tom Byrne]
published: 2025-11-24
modified: 2025-11-25
correction: An earlier version gave 27 points.
url: https://meridian.example/geneva?edition=1
section: World
---
The draft peace plan has 28 points, according to two officials who have read it.

## What the plan asks for

- The army would be limited to 600,000 troops.

The delegates met in the old town hall 🏛️ on Sunday. Café owners nearby closed early — for once.
""",
    "london.md": """---
title: Peace plan shrinks in London
publisher: Harbour Daily
published: 2025-12-10
url: https://harbour.example/london
---
The revised peace plan has 20 points, the Ukrainian president said on Wednesday. A vote on the plan is not planned.
""",
    "tags.txt": """How to print a tag

The attack string was <script>document.title='taken'</script> and the page printed it as text.

An old filter missed <img src=x onerror=document.title='taken'> for eleven years.
""",
}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def service(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # Nothing that one test asks answers another one.
    folder = tmp_path_factory.mktemp("data")
    settings = ServiceSettings(data_dir=folder, drafting=Drafting.EXTRACTIVE, cached_answers=0)
    built = wiring.build(settings)
    assert not sync(built.corpus, [str(published)]).failed
    yield built
    built.close()


@contextmanager
def listening(opening: Opening, token: str | None = TOKEN, **made: Any) -> Iterator[str]:
    """The application in a real server on a free port; its address."""
    taken = socket.create_server(("127.0.0.1", 0))
    app = application(opening, token=token, **made)
    config = uvicorn.Config(app, log_level="critical", ws="none", lifespan="off", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([taken],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        taken.close()


@contextmanager
def client_of(opening: Opening, **made: Any) -> Iterator[httpx.Client]:
    with listening(opening, **made) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def address(service: Service) -> Iterator[str]:
    with listening(Opening(service)) as at:
        yield at


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def listening_client():
    """Opens a client of a server of one's own."""
    return client_of


@pytest.fixture(scope="session")
def token() -> str:
    return TOKEN


class Liar:
    """A paid model, scripted: one sentence of the article, one that is made up."""

    name = "liar"

    def write(self, messages: list[Message]) -> Reply:
        lie = "The army would be limited to 900,000 troops [1]."
        return Reply(iter([f"The army would be limited to 600,000 troops [1]. {lie}"]))


@pytest.fixture(scope="session")
def liar() -> Liar:
    return Liar()


@pytest.fixture(scope="session")
def listening_on():
    """Opens a server of one's own and gives its address."""
    return listening


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The chat page on a wide screen; what it logs as an error fails the test, unless the test takes it from `said`."""
    with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
        opened = context.new_page()
        opened.said = []  # type: ignore[attr-defined]
        opened.on("console", lambda message: opened.said.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.goto(address)
        yield opened
        assert opened.said == []


@pytest.fixture(scope="session")
def ask():
    """Asks a question on a page, waits for its end and gives the reply."""

    def asked(page: Page, question: str) -> Locator:
        before = page.locator("#exchanges > li").count()
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
        reply = page.locator("#exchanges > li").nth(before).locator(".reply")
        expect(reply).not_to_have_attribute("aria-busy", "true")
        return reply

    return asked
