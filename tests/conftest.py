import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
