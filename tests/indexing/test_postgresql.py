"""An index whose catalog is in PostgreSQL, in a real server."""

import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from indexing.__main__ import app
from indexing.catalog.staging import Staging
from indexing.corpus import Corpus
from indexing.errors import CorpusAway, CorpusError, CorpusLocked, SettingsError
from indexing.settings import IndexingSettings
from indexing.status import status
from indexing.sync import sync
from indexing.sync.inspection import inspect
from indexing.sync.rebuilding import rebuild
from indexing.sync.removal import remove
from tests.postgresserver import PostgresServer

QUESTION = "When did the harbour open?"


@pytest.fixture
def settings(tmp_path: Path, postgres: PostgresServer) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "data", catalog_url=postgres.database())


@pytest.fixture
def folder(write: Any) -> Path:
    write("harbour", "The harbour opened in May.", id="harbour")
    return write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent


def test_articles_are_found_corrected_and_removed_from_a_catalog_in_postgresql(
    corpus: Corpus, folder: Path, write: Any
) -> None:
    sync(corpus, [str(folder)])
    assert corpus.search(QUESTION)[0].passage.article_id == "harbour"
    write("harbour", "The harbour opened in June.", id="harbour")
    assert sync(corpus, [str(folder)]).changed == ("harbour",)
    assert sync(corpus, [str(folder)]).unchanged == ("bakery", "harbour")
    assert corpus.search(QUESTION)[0].passage.text.endswith("in June.")
    rebuild(corpus)
    remove(corpus, ["harbour"])
    assert {hit.passage.article_id for hit in corpus.search(QUESTION)} == {"bakery"}
    assert inspect(corpus).whole and not (corpus.settings.data_dir / "catalog.sqlite").exists()


def test_who_carries_one_report_is_known_in_postgresql_too(corpus: Corpus, folder: Path, write: Any) -> None:
    report = " ".join(f"Vessel {name} came in on Monday and was counted there." for name in "Ada Bo Cy Dee Eve".split())
    for name in ("post", "herald", "wave"):
        write(name, f"{report} It was read in the {name}.", id=name)
    sync(corpus, [str(folder)])
    counts = corpus.catalog.stories.counts()
    assert (counts.stories, counts.copies) == (1, 2)
    speaker = corpus.search("What came in on Monday?")[0]
    remove(corpus, [speaker.passage.article_id])
    left = corpus.catalog.stories.counts()
    assert len(speaker.copies) == 2 and (left.stories, left.copies) == (1, 1)


def test_what_a_publisher_prints_in_every_article_is_not_found_with_postgresql_either(
    corpus: Corpus, folder: Path, write: Any
) -> None:
    line = "Our readers get walking maps by post."
    for name in ("ada", "bo", "cy", "dee"):
        write(name, f"{name.title()} came in on Monday with salt.\n\n{line}", id=name)
    sync(corpus, [str(folder)])
    assert any(line in hit.passage.text for hit in corpus.search("Who gets walking maps?"))
    write("eve", f"Eve sank.\n\n{line}", id="eve")
    sync(corpus, [str(folder)])
    assert not any(line in hit.passage.text for hit in corpus.search("Who gets walking maps?"))


def test_both_databases_give_the_same_ids_versions_and_passages(
    corpus: Corpus, folder: Path, write: Any, tmp_path: Path
) -> None:
    write(
        "strange",
        "# A\0 heading\n\nNought\0 follows. 🏛️ é\u0301 stands.\n\n## Über alles\n\nMore is said.",
        id="strange",
    )
    sync(corpus, [str(folder)])
    with Corpus.open(IndexingSettings(data_dir=tmp_path / "other")) as other:
        sync(other, [str(folder)])
        ids = other.catalog.passage_ids()
        assert corpus.catalog.passage_ids() == ids
        assert corpus.catalog.passages(sorted(ids)) == other.catalog.passages(sorted(ids))
        assert corpus.catalog.articles() == other.catalog.articles()


def test_a_database_that_goes_away_is_told_and_used_again_when_it_is_back(
    tmp_path: Path, folder: Path, own_postgres: PostgresServer
) -> None:
    settings = IndexingSettings(data_dir=tmp_path / "data", catalog_url=own_postgres.database())
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        own_postgres.stop()
        with pytest.raises(CorpusAway, match=r"onrecord_\w+ at 127\.0\.0\.1:\d+ cannot be reached") as told:
            corpus.search(QUESTION)
        assert "secret" not in str(told.value)
        own_postgres.start()
        assert corpus.search(QUESTION)[0].passage.article_id == "harbour"
        remove(corpus, ["harbour"])
        assert corpus.catalog.counts().articles == 1


def test_a_sync_whose_database_goes_away_loses_nothing_and_the_next_one_completes_it(
    tmp_path: Path, folder: Path, own_postgres: PostgresServer, write: Any
) -> None:
    settings = IndexingSettings(data_dir=tmp_path / "data", catalog_url=own_postgres.database())
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        write("harbour", "The harbour opened in June.", id="harbour")
        write("ferry", "The ferry sails again.", id="ferry")
        embed = corpus.embedder.embed_passages

        def gone(texts: Any) -> Any:
            own_postgres.stop()
            return embed(texts)

        corpus.embedder.embed_passages = gone  # type: ignore[method-assign]
        with pytest.raises(CorpusAway):
            sync(corpus, [str(folder)])
        corpus.embedder.embed_passages = embed  # type: ignore[method-assign]
        own_postgres.start()
        assert corpus.catalog.counts().articles == 2
        report = sync(corpus, [str(folder)])
        assert (report.added, report.changed) == (("ferry",), ("harbour",))
        assert inspect(corpus).whole


def test_a_second_writer_of_another_machine_is_refused_with_who_writes(
    settings: IndexingSettings, corpus: Corpus, folder: Path, tmp_path: Path
) -> None:
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    with pytest.raises(CorpusLocked, match=r"is being written by .*process \d+ on"):
        Corpus.open(elsewhere)
    result = CliRunner(env=_environment(elsewhere)).invoke(app, ["index", str(folder)], catch_exceptions=False)
    assert result.exit_code == 1 and "hand changes to that one" in result.stderr
    corpus.close()
    with Corpus.open(elsewhere) as now:
        assert sync(now, [str(folder)]).added == ("bakery", "harbour")


def test_a_writer_that_lost_its_lock_to_another_one_changes_nothing_any_more(
    settings: IndexingSettings, corpus: Corpus, folder: Path, tmp_path: Path
) -> None:
    sync(corpus, [str(folder)])
    _cut(settings)
    with Corpus.open(settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})) as other:
        for change in (
            lambda: Staging(corpus.catalog.database).remove(["harbour"]),
            lambda: corpus.catalog.note(generation="7"),
            lambda: rebuild(corpus),
        ):
            with pytest.raises(CorpusLocked, match="is being written by"):
                change()
        assert other.catalog.counts().articles == 2 and other.catalog.noted("generation") == "1"


def test_a_writer_whose_connection_broke_takes_its_lock_again(
    settings: IndexingSettings, corpus: Corpus, folder: Path, tmp_path: Path
) -> None:
    _cut(settings)
    sync(corpus, [str(folder)])
    with pytest.raises(CorpusLocked):
        Corpus.open(settings.model_copy(update={"data_dir": tmp_path / "elsewhere"}))


def test_status_tells_what_a_catalog_on_a_server_holds_while_another_one_writes(
    settings: IndexingSettings, corpus: Corpus, folder: Path
) -> None:
    sync(corpus, [str(folder)])
    found = status(settings)
    assert (found.articles, found.passages, found.staged) == (2, 2, 0)


def test_the_commands_say_in_a_sentence_that_no_database_is_there(tmp_path: Path, folder: Path) -> None:
    env = {"ONRECORD_CATALOG_URL": "postgresql://me:secret@127.0.0.1:9/news", "ONRECORD_DATA_DIR": str(tmp_path / "d")}
    for command in (["index", str(folder)], ["status"], ["remove", "x"], ["rebuild"]):
        result = CliRunner(env=env).invoke(app, command, catch_exceptions=False)
        assert result.exit_code == 1 and "news at 127.0.0.1:9 cannot be reached" in result.stderr
        assert "secret" not in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_an_address_that_is_none_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CATALOG_URL", "mysql://me:secret@host/news")
    with pytest.raises(SettingsError, match=r"ONRECORD_CATALOG_URL.*begins with postgresql://") as told:
        IndexingSettings.from_environment()
    assert "secret" not in str(told.value)


def test_without_the_driver_it_is_named(settings: IndexingSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"pip install 'onrecord\[postgres\]'"):
        Corpus.open(settings)


def test_a_backup_of_a_catalog_on_a_server_is_left_to_the_server(corpus: Corpus, tmp_path: Path) -> None:
    from indexing.backup.loading import load
    from indexing.backup.saving import save

    with pytest.raises(CorpusError, match="pg_dump"):
        save(corpus, tmp_path / "saved.zip")
    with pytest.raises(CorpusError, match="pg_dump"):
        load(tmp_path / "saved.zip", corpus.settings)


def _cut(settings: IndexingSettings) -> None:
    """End all connections of the database but this one, as a network does."""
    with psycopg.connect(settings.catalog_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )


def _environment(settings: IndexingSettings) -> dict[str, str]:
    return {"ONRECORD_CATALOG_URL": settings.catalog_url or "", "ONRECORD_DATA_DIR": str(settings.data_dir)}
