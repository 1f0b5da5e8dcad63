from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings

Write = Callable[..., Path]


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
