"""The bench of indexing: the command for real, and what becomes of a way that fails."""

import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

import evals.__main__ as commands
from evals.bench.entrants import given
from evals.bench.peers.pipeline import ingest
from evals.bench.race import ALONE, OURS, WAYS, Timed, attempt, compared, timed
from evals.bench.ways import Given, Work
from indexing.articles import Article, Fields
from indexing.errors import SourceError

ROWS = [
    {
        "doc_id": f"news-{number}",
        "title": f"Trams, part {number}",
        "text": f"Line {number} opened. " + "It is long. " * 90,
    }
    for number in range(3)
]
NOTHING = Given((), (), (), 1)
# Chroma takes so many records at once.
MOST = 5_461


class Flat:
    """Embeds at once, so that a library's limits are reached in seconds."""

    name = "test:flat"
    dimensions = 2

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return np.asarray([1, 0], dtype=np.float32)

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        return (self.embed_query(text) for text in texts)


def records(folder: Path) -> Path:
    path = folder / "news.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in ROWS).encode()))
    return path


def test_all_ways_index_the_same_texts_each_in_a_folder_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, temporary = records(tmp_path), tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    # The bench keeps away from the index that the environment names.
    monkeypatch.setenv("ONRECORD_CHROMA_URL", "http://127.0.0.1:9")
    run = CliRunner().invoke(commands.app, ["bench", "index", "--articles", str(articles), "--limit", "2", "--json"])
    assert run.exit_code == 0, run.output
    figures = json.loads(run.stdout)
    assert figures["articles"] == 2 and figures["embedding"] == "onnx:bge-small-en-v1.5"
    rows = figures["by_way"]
    assert list(rows) == list(WAYS) and not any("error" in row for row in rows.values())
    assert rows[OURS]["passages"] == rows["Chroma"]["passages"] == rows[ALONE]["passages"] == 4
    assert rows["LlamaIndex"]["passages"] >= 2
    for row in rows.values():
        assert row["passages_per_second"] == pytest.approx(row["passages"] / row["seconds"], rel=0.1)
    assert set(figures["times_as_fast"]) == {"LlamaIndex", "Chroma"} and figures["share_of_embedder"] > 0
    assert {"llama-index-core", "chromadb"} <= set(figures["versions"])
    assert list(temporary.glob("onrecord-*")) == []


def test_ours_is_compared_with_each_and_with_nothing_where_one_failed() -> None:
    done = {
        OURS: Timed(90, 10.0),
        "LlamaIndex": Timed(error="It broke."),
        "Chroma": Timed(90, 20.0),
        ALONE: Timed(90, 9),
    }
    assert compared(done) == {"times_as_fast": {"LlamaIndex": None, "Chroma": 2.0}, "share_of_embedder": 0.9}
    assert compared({**done, OURS: Timed(error="It broke.")})["share_of_embedder"] is None
    nothing = dict.fromkeys(("passages", "seconds", "passages_per_second"))
    assert done["LlamaIndex"].row() == {**nothing, "error": "It broke."}


def test_llamaindex_fails_above_what_chroma_takes_at_once_and_the_row_says_so(tmp_path: Path) -> None:
    many = tuple(Article(str(one), "", Fields(), f"Tram {one} came.") for one in range(MOST + 1))

    def way(same: Given, folder: Path) -> Work:
        return lambda: ingest(same.articles, Flat(), folder)

    row = attempt(way, Given((), many, (), 1), tmp_path / "more").row()
    assert row["passages"] is row["seconds"] is row["passages_per_second"] is None
    assert str(MOST) in str(row["error"])
    few = attempt(way, Given((), many[:40], (), 1), tmp_path / "few")
    assert few.passages == 40 and few.error is None


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    def way(_: Given, __: Path) -> Work:
        return import_module("no_such_package").work

    told = attempt(way, NOTHING, tmp_path).error
    assert told == "no_such_package is not installed: it comes with the project itself; run `uv sync --frozen`."


def ends(_: Given, __: Path) -> Work:
    os._exit(1)


def test_a_way_whose_process_ends_does_not_end_the_bench() -> None:
    assert "ended unexpectedly" in str(timed(ends, NOTHING).error)


def waits(given: Given, _: Path) -> Work:
    Path(given.locations[0]).write_text(str(os.getpid()), "utf-8")
    time.sleep(60)
    raise AssertionError


def test_a_bench_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    bench = get_context("spawn").Process(target=timed, args=(waits, Given((str(told),), (), (), 1)))
    bench.start()
    waited(lambda: told.exists() and told.read_text("utf-8") != "")
    bench.kill()
    bench.join()
    waited(lambda: not Path("/proc", told.read_text("utf-8")).exists())


def waited(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 50
    while not done():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_first_articles_are_lines_of_a_file_or_files_of_a_folder(tmp_path: Path) -> None:
    assert [one.id for one in given(records(tmp_path), 2, tmp_path).articles] == ["news-0", "news-1"]
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b", "a", "c"):
        (folder / f"{name}.txt").write_text(f"The tram {name} came late. It was full.", "utf-8")
    assert [Path(one.source).name for one in given(folder, 2, tmp_path).articles] == ["a.txt", "b.txt"]
    assert len(given(folder, None, tmp_path).articles) == 3


def test_without_articles_there_is_nothing_to_time(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No article could be read from"):
        given(tmp_path / "missing", None, tmp_path)
