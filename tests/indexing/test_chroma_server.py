"""An index whose vectors lie in a Chroma server, a real one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from indexing.__main__ import app
from indexing.corpus import Corpus
from indexing.errors import CorpusAway, CorpusDamaged, CorpusError
from indexing.settings import IndexingSettings
from indexing.status import status
from indexing.sync import sync
from indexing.sync.inspection import inspect
from indexing.sync.rebuilding import compact, rebuild
from indexing.sync.removal import remove
from tests.chromaserver import ChromaServer, free_port


@pytest.fixture
def settings(tmp_path: Path, own_chroma: ChromaServer) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "data", chroma_url=own_chroma.url)


@pytest.fixture
def folder(write: Any) -> Path:
    write("harbour", "The harbour opened in May.", id="harbour")
    return write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent


def collections(server: ChromaServer) -> Iterator[str]:
    client = server.server.connect()
    yield from sorted(collection.name for collection in client.list_collections())
    server.server.release(client)


def test_articles_are_found_corrected_and_removed_in_a_server(corpus: Corpus, folder: Path, write: Any) -> None:
    sync(corpus, [str(folder)])
    assert corpus.search("When did the harbour open?")[0].passage.article_id == "harbour"
    write("harbour", "The harbour opened in June.", id="harbour")
    sync(corpus, [str(folder)])
    assert corpus.search("When did the harbour open?")[0].passage.text.endswith("in June.")
    remove(corpus, ["harbour"])
    assert {hit.passage.article_id for hit in corpus.search("When did the harbour open?")} == {"bakery"}
    assert inspect(corpus).whole and corpus.vectors.count == 1
    assert not (corpus.settings.data_dir / "generation-1" / "chroma").exists()


def test_a_server_that_goes_away_is_told_and_used_again_when_it_is_back(
    corpus: Corpus, folder: Path, own_chroma: ChromaServer
) -> None:
    sync(corpus, [str(folder)])
    own_chroma.stop()
    with pytest.raises(CorpusAway, match=rf"{own_chroma.url} cannot be reached.*nothing is lost"):
        corpus.search("When did the harbour open?")
    own_chroma.start()
    assert corpus.search("When did the harbour open?")[0].passage.article_id == "harbour"


def test_a_sync_whose_server_goes_away_loses_nothing_and_the_next_one_completes_it(
    corpus: Corpus, folder: Path, own_chroma: ChromaServer, write: Any
) -> None:
    sync(corpus, [str(folder)])
    write("harbour", "The harbour opened in June.", id="harbour")
    write("ferry", "The ferry sails again.", id="ferry")

    def gone(_: object) -> None:
        own_chroma.stop()

    with pytest.raises(CorpusAway):
        sync(corpus, [str(folder)], progress=gone)
    assert corpus.catalog.counts().staged == 2
    article = corpus.catalog.article("harbour")
    assert article and article.text.endswith("in May.")
    own_chroma.start()
    report = sync(corpus, [str(folder)])
    assert (report.added, report.changed) == (("ferry",), ("harbour",))
    assert inspect(corpus).whole


def test_a_rebuild_leaves_one_collection_and_two_indexes_share_a_server(
    settings: IndexingSettings, folder: Path, own_chroma: ChromaServer, tmp_path: Path
) -> None:
    other = settings.model_copy(update={"data_dir": tmp_path / "other"})
    with Corpus.open(settings) as one, Corpus.open(other) as two:
        sync(one, [str(folder)])
        sync(two, [str(folder / "bakery.md")])
        rebuild(one)
        compact(one)
        assert (one.vectors.count, two.vectors.count) == (2, 1)
    assert [name.rpartition("-")[2] for name in collections(own_chroma)] in (["3", "1"], ["1", "3"])


def test_a_server_that_lost_its_collection_is_damage_and_a_rebuild_mends_it(
    settings: IndexingSettings, folder: Path, own_chroma: ChromaServer
) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        own_chroma.server.drop(lambda _: True)
        with pytest.raises(CorpusDamaged, match="onrecord rebuild"):
            corpus.search("When did the harbour open?")
    assert "0 of 2 passages" in (status(settings).damage or "")
    result = CliRunner(env=_environment(settings)).invoke(app, ["rebuild"], catch_exceptions=False)
    assert result.exit_code == 0 and status(settings).damage is None


def test_a_backup_of_a_server_is_restored_beside_it(settings: IndexingSettings, folder: Path, tmp_path: Path) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
    runner, file = CliRunner(env=_environment(settings)), tmp_path / "saved.zip"
    assert runner.invoke(app, ["backup", str(file)], catch_exceptions=False).exit_code == 0
    again = tmp_path / "again"
    assert runner.invoke(app, ["restore", str(file), "--data-dir", str(again)]).exit_code == 0
    with Corpus.open(settings.model_copy(update={"data_dir": again})) as restored:
        remove(restored, ["harbour"])
    with Corpus.open(settings) as corpus:
        assert corpus.vectors.count == 2


def test_the_commands_say_in_a_sentence_that_no_server_is_there(tmp_path: Path, folder: Path) -> None:
    settings = IndexingSettings(data_dir=tmp_path / "data", chroma_url=f"http://127.0.0.1:{free_port()}")
    result = CliRunner(env=_environment(settings)).invoke(app, ["index", str(folder)], catch_exceptions=False)
    assert result.exit_code == 1 and "cannot be reached" in result.stderr and "ONRECORD_CHROMA_URL" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_is_no_chroma_server_is_told_in_a_sentence(tmp_path: Path, site: Any) -> None:
    with pytest.raises(CorpusError, match=r"refused the work.*ONRECORD_CHROMA_"):
        Corpus.open(IndexingSettings(data_dir=tmp_path / "data", chroma_url=site.address))
    shutil.rmtree(tmp_path / "data")


def test_the_token_is_sent_in_its_header_and_never_shown(tmp_path: Path, site: Any) -> None:
    seen: list[str | None] = []

    def heartbeat(handler: Any) -> None:
        seen.append(handler.headers["Authorization"])
        handler.send(401, b"")

    site.pages["/api/v2/heartbeat"] = heartbeat
    settings = IndexingSettings(
        data_dir=tmp_path / "data",
        chroma_url=site.address,
        chroma_token="Bearer secret",  # noqa: S106
        chroma_token_header="Authorization",  # noqa: S106
    )
    with pytest.raises(CorpusError, match="401") as refused:
        Corpus.open(settings)
    assert set(seen) == {"Bearer secret"} and "secret" not in str(refused.value) and "secret" not in repr(settings)


def _environment(settings: IndexingSettings) -> dict[str, str]:
    return {"ONRECORD_CHROMA_URL": settings.chroma_url or "", "ONRECORD_DATA_DIR": str(settings.data_dir)}
