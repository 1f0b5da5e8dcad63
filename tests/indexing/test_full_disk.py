"""A disk that is full in each command: one sentence, nothing lost, and the next run completes it."""

import resource
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from indexing.corpus import Corpus
from indexing.embedding import OnnxEmbedder
from indexing.settings import IndexingSettings
from indexing.sync.inspection import inspect
from service.__main__ import app

ARTICLES = 40


@pytest.fixture
def indexed(settings: IndexingSettings, write: Any, monkeypatch: pytest.MonkeyPatch) -> IndexingSettings:
    """An index of articles. To embed takes long and no space: each text has a vector that was drawn for it."""

    def drawn(_: OnnxEmbedder, texts: Iterable[str]) -> Iterator[np.ndarray]:
        return (np.random.default_rng(zlib.crc32(text.encode())).normal(size=384).astype("f4") for text in texts)

    monkeypatch.setattr(OnnxEmbedder, "embed_passages", drawn)
    for number in range(ARTICLES):
        write(f"a{number}", _text(number, "May"), id=f"a{number}")
    assert run(settings, "index", str(_folder(settings))).exit_code == 0
    return settings


@pytest.mark.parametrize("limit", [60_000, 180_000])
@pytest.mark.parametrize("command", ["index", "rebuild", "compact", "remove", "erase"])
def test_no_command_loses_anything_where_the_disk_is_full_and_the_next_run_completes_it(
    indexed: IndexingSettings, write: Any, command: str, limit: int
) -> None:
    for number in range(0, ARTICLES, 2):
        write(f"a{number}", _text(number, "June"), id=f"a{number}")
    arguments = {"index": [str(_folder(indexed))], "remove": ["a1", "a3"], "erase": ["a1", "a3"]}.get(command, [])
    with no_file_beyond(limit):
        told_in_a_sentence(run(indexed, command, *arguments))
    assert texts(indexed).keys() >= {f"a{number}" for number in range(ARTICLES)} - {"a1", "a3"}
    run(indexed, command, *arguments)
    held = texts(indexed)
    gone = {"a1", "a3"} if command in ("remove", "erase") else set[str]()
    assert held.keys() == {f"a{number}" for number in range(ARTICLES)} - gone
    assert all(("June" if command == "index" else "May") in held[f"a{number}"] for number in range(0, ARTICLES, 2))
    assert command != "erase" or not traces(indexed, "Vessel v1x") + traces(indexed, "Vessel v3x")


def test_a_backup_that_finds_no_space_leaves_nothing_and_a_restore_is_done_again(
    indexed: IndexingSettings, tmp_path: Path
) -> None:
    saved, elsewhere = tmp_path / "saved.zip", IndexingSettings(data_dir=tmp_path / "elsewhere")
    with no_file_beyond(60_000):
        told_in_a_sentence(run(indexed, "backup", str(saved)))
    assert not list(tmp_path.glob("saved*")) and not list(indexed.data_dir.glob("backup*"))
    assert run(indexed, "backup", str(saved)).exit_code == 0
    for limit in (60_000, 300_000):
        with no_file_beyond(limit):
            told_in_a_sentence(run(elsewhere, "restore", str(saved)))
    assert run(elsewhere, "restore", str(saved)).exit_code == 0
    assert texts(elsewhere) == texts(indexed)


@contextmanager
def no_file_beyond(limit: int) -> Generator[None]:
    """Within the block no file of this process grows beyond so many bytes, as none does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def run(settings: IndexingSettings, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(settings.data_dir)], catch_exceptions=False)


def told_in_a_sentence(full: Result) -> None:
    told = [line for line in full.stderr.strip().splitlines() if not line.startswith(("reading", "embedding"))]
    assert full.exit_code == 1 and len(told) == 1 and "the disk is full: free some disk space" in told[0], full.output


def texts(settings: IndexingSettings) -> dict[str, str]:
    """The texts of the live articles, whose passages both indexes hold and find."""
    with Corpus.open(settings) as corpus:
        found = inspect(corpus)
        assert not (found.missing or found.unseen or found.unheard), found
        return {article.id: article.text for article in corpus.catalog.articles(limit=1_000)}


def traces(settings: IndexingSettings, text: str) -> list[Path]:
    files = (path for path in settings.data_dir.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]


def _folder(settings: IndexingSettings) -> Path:
    return settings.data_dir.parent / "articles"


def _text(number: int, month: str) -> str:
    said = " ".join(f"Vessel v{number}x turn {turn} came in {month} and was counted." for turn in range(40))
    return f"{said} It was read in the harbour."
