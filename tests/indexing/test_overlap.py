"""What is staged is embedded while a thread still reads, and nothing of it answers before all is read."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from indexing.corpus import Corpus
from indexing.embedding import OnnxEmbedder
from indexing.errors import CorpusError, ModelError
from indexing.readers import Reading
from indexing.sync import sync
from tests.indexing.sources.test_agencies import ninjs

SECONDS = 30.0


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexing.sync.taking.STAGED_AT_ONCE", 1)
    monkeypatch.setattr("indexing.sync.building.BATCH", 1)
    monkeypatch.setattr("indexing.sync.building._LOOKED_UP", 1)


@pytest.fixture
def wire(tmp_path: Path) -> Callable[..., str]:
    """Writes one file more into a folder of wire copy, to be read after those before it; the folder's path."""
    folder = tmp_path / "wire"
    folder.mkdir()

    def written(subject: str, **more: Any) -> str:
        number = len(list(folder.iterdir()))
        (folder / f"{number}.json").write_text(json.dumps(ninjs(subject, **more)), "utf-8")
        return str(folder)

    return written


class Embedding(OnnxEmbedder):
    """The embedder, one text after the other; with `all_first`, after it has taken all of them."""

    def __init__(self, *, all_first: bool = False) -> None:
        super().__init__(workers=1)
        self.all_first = all_first
        self.taken: list[str] = []

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        noted = (self.taken.append(text) or text for text in texts)
        return map(self.embed, list(noted) if self.all_first else noted)


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < end, "It was waited for in vain."
        time.sleep(0.01)


def consistent(corpus: Corpus) -> bool:
    return corpus.vectors.ids() == corpus.catalog.passage_ids() == corpus.keywords.ids()


def test_an_article_is_written_while_the_next_is_read_and_answers_when_all_is_read(
    corpus: Corpus, wire: Callable[..., str]
) -> None:
    live: list[int] = []

    def audit(reading: Reading) -> None:
        if "mill" in reading.article.id:
            until(lambda: corpus.keywords.count == 1)
            live.append(corpus.catalog.counts().articles)

    wire("lock")
    report = sync(corpus, [wire("mill")], audit=audit, embedder=Embedding())
    assert live == [0] and len(report.added) == 2 and consistent(corpus)


def test_an_edition_that_a_later_one_replaces_in_the_same_run_never_answers(
    corpus: Corpus, wire: Callable[..., str]
) -> None:
    live: list[int] = []

    def audit(reading: Reading) -> None:
        if reading.article.fields.title == "Weir open":
            until(lambda: corpus.keywords.count == 1)
            live.append(corpus.catalog.counts().articles)

    same = {"uri": "urn:newsml:harbour.example:20260506:gate"}
    wire("lock", **same)
    report = sync(
        corpus, [wire("weir", **same, versionCreated="2026-05-08T09:00:00Z")], audit=audit, embedder=Embedding()
    )
    (article,) = corpus.catalog.articles()
    assert live == [0] and report.added == (article.id,) and article.fields.title == "Weir open" and consistent(corpus)


def test_what_is_taken_back_while_it_is_embedded_is_not_written(corpus: Corpus, wire: Callable[..., str]) -> None:
    sync(corpus, [wire("bridge")])
    embedder = Embedding(all_first=True)

    def audit(reading: Reading) -> None:
        if "mill" in reading.article.id:
            until(lambda: any("lock" in text for text in embedder.taken))

    corrected = {"versionCreated": "2026-05-08T09:00:00Z", "headline": "Another headline"}
    wire("bridge", **corrected, uri="urn:newsml:harbour.example:20260506:bridge", headlines=[])
    wire("lock")
    wire("mill")
    report = sync(
        corpus,
        [wire("lock", pubStatus="canceled", versionCreated="2026-05-09T09:00:00Z")],
        audit=audit,
        embedder=embedder,
    )
    assert len(report.changed) == 1 and any("lock" in text for text in embedder.taken)
    assert len(corpus.catalog.articles()) == 2 and consistent(corpus)


def test_a_fault_in_reading_is_told_and_the_next_run_finishes(corpus: Corpus, wire: Callable[..., str]) -> None:
    def audit(reading: Reading) -> None:
        if "mill" in reading.article.id:
            raise CorpusError("Stopped.")

    wire("lock")
    folder = wire("mill")
    with pytest.raises(CorpusError, match="Stopped"):
        sync(corpus, [folder], audit=audit, embedder=Embedding())
    assert corpus.catalog.counts().articles == 0
    assert len(sync(corpus, [folder]).added) == 2
    assert corpus.catalog.counts().articles == 2 and consistent(corpus)


def test_a_fault_in_embedding_ends_the_reading(corpus: Corpus, wire: Callable[..., str]) -> None:
    class Failing(Embedding):
        def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
            for _ in texts:
                failed.set()
                raise ModelError("The endpoint failed.")
            yield np.zeros(self.dimensions, np.float32)

    failed = threading.Event()
    read: list[str] = []

    def audit(reading: Reading) -> None:
        read.append(reading.article.id)
        assert len(read) == 1 or failed.wait(SECONDS)

    for subject in ("lock", "mill", "weir", "gate"):
        folder = wire(subject)
    with pytest.raises(ModelError, match="endpoint"):
        sync(corpus, [folder], audit=audit, embedder=Failing())
    assert len(read) < 4 and "onrecord reading" not in {one.name for one in threading.enumerate()}
