"""Replicas that follow a writer over a real PostgreSQL and a real Chroma server."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from indexing import following
from indexing.__main__ import app
from indexing.catalog.feed import Lag
from indexing.catalog.submissions import Removal
from indexing.corpus import Corpus
from indexing.errors import CorpusAway, CorpusMismatch, ReadOnly, SettingsError
from indexing.intake import Intake
from indexing.operations import operate
from indexing.replica import Replica
from indexing.settings import IndexingSettings
from indexing.status import status
from indexing.sync import sync
from indexing.sync.rebuilding import compact, rebuild
from indexing.sync.removal import remove
from tests.chromaserver import ChromaServer
from tests.postgresserver import PostgresServer

WRITER = "https://write.example.org"


@pytest.fixture
def settings(tmp_path: Path, postgres: PostgresServer, chroma: ChromaServer) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "data", catalog_url=postgres.database(), chroma_url=chroma.url)


@pytest.fixture
def reading(settings: IndexingSettings, tmp_path: Path) -> IndexingSettings:
    """The settings of a replica."""
    return settings.model_copy(update={"data_dir": tmp_path / "replica", "replica_of": WRITER})


@pytest.fixture
def folder(write: Any) -> Path:
    for number in range(7):
        write(f"pier-{number}", f"Pier {number} has {number + 20} lamps.", id=f"pier-{number}")
    return write("harbour", "The harbour opened in May.", id="harbour").parent


@pytest.fixture
def replica(corpus: Corpus, folder: Path, reading: IndexingSettings) -> Iterator[Replica]:
    """A replica of an index of eight articles, which follows when it is told to."""
    sync(corpus, [str(folder)])
    with Replica.open(reading) as opened:
        yield opened


def heard(corpus: Corpus, words: str) -> list[str]:
    """The articles whose passages the keyword index finds."""
    found = corpus.catalog.passages([key for key, _ in corpus.keywords.query(words, 10)])
    return sorted(passage.article_id for passage, _ in found.values())


def test_a_replica_that_begins_empty_catches_up_in_stretches(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 3)
    left: list[int] = []
    replica.catch_up(lambda lag: left.append(lag.changes))
    assert left == [8, 5, 2, 0]
    assert replica.lag() == Lag() and replica.keywords.count == 8
    assert replica.search("When did the harbour open?")[0].keyword is not None


def test_it_follows_what_is_new_corrected_and_removed(
    corpus: Corpus, replica: Replica, folder: Path, write: Any
) -> None:
    replica.catch_up()
    write("harbour", "The harbour opened in June.", id="harbour")
    write("ferry", "The ferry sails again.", id="ferry")
    sync(corpus, [str(folder)])
    remove(corpus, ["pier-3"])
    assert replica.lag().changes == 3 and replica.lag().seconds < 60
    replica.catch_up()
    assert replica.keywords.ids() == corpus.keywords.ids() == corpus.catalog.passage_ids()
    assert heard(replica, "ferry") == ["ferry"] and heard(replica, "June") == ["harbour"]
    assert replica.keywords.query("May", 5) == []


def test_what_is_removed_or_corrected_is_so_at_once_where_the_replica_has_not_followed_yet(
    corpus: Corpus, replica: Replica, folder: Path, write: Any
) -> None:
    replica.catch_up()
    remove(corpus, ["harbour"])
    assert replica.keywords.query("harbour", 5) != []
    assert "harbour" not in {hit.passage.article_id for hit in replica.search("When did the harbour open?")}
    assert replica.catalog.article("harbour") is None
    write("pier-1", "Pier 1 was taken down.", id="pier-1")
    sync(corpus, [str(folder / "pier-1.md")])
    said = [hit.passage.text for hit in replica.search("How many lamps has pier 1?")]
    assert "Pier 1 has 21 lamps." not in said and "Pier 1 was taken down." in said


def test_it_goes_on_where_it_was_when_it_is_opened_again(
    corpus: Corpus, replica: Replica, reading: IndexingSettings, write: Any
) -> None:
    replica.catch_up()
    replica.close()
    sync(corpus, [str(write("ferry", "The ferry sails again.", id="ferry"))])
    with Replica.open(reading) as again:
        assert again.lag().changes == 1
        again.catch_up()
        assert heard(again, "ferry") == ["ferry"] and again.keywords.count == 9


def test_a_stretch_that_was_not_noted_is_followed_again(replica: Replica, reading: IndexingSettings) -> None:
    replica.catch_up()
    replica.close()
    (note,) = reading.data_dir.glob("replica-*/followed")
    note.unlink()
    with Replica.open(reading) as again:
        again.catch_up()
        assert again.keywords.count == 8


def test_a_damaged_keyword_index_is_begun_afresh(replica: Replica, reading: IndexingSettings) -> None:
    replica.catch_up()
    replica.close()
    (meta,) = reading.data_dir.glob("replica-*/keywords/meta.json")
    meta.write_text("damaged")
    with Replica.open(reading) as again:
        assert again.lag().changes == 8
        again.catch_up()
        assert again.keywords.count == 8


def test_it_turns_to_the_generation_that_the_writer_turned_to(corpus: Corpus, replica: Replica) -> None:
    replica.catch_up()
    rebuild(corpus)
    replica.catch_up()
    assert replica.generation.number == 2 and replica.search("harbour")[0].passage.article_id == "harbour"
    compact(corpus)
    corpus.close()  # the vectors of the second generation are gone now
    assert replica.search("harbour")[0].passage.article_id == "harbour"
    assert replica.generation.number == 3


def test_it_follows_by_itself_beside_the_requests(corpus: Corpus, replica: Replica, write: Any) -> None:
    replica.catch_up()
    replica.follow()
    sync(corpus, [str(write("ferry", "The ferry sails again.", id="ferry"))])
    until(lambda: heard(replica, "ferry") == ["ferry"])


def test_every_change_is_refused_with_where_to_write(replica: Replica, reading: IndexingSettings, folder: Path) -> None:
    with pytest.raises(ReadOnly, match=WRITER):
        Intake(replica).submit([Removal("harbour")])
    for command in ("index", "remove", "rebuild", "compact", "backup"):
        (event,) = operate(replica, command, {})
        assert event["event"] == "error" and WRITER in event["message"]
    (event,) = operate(replica, "check", {"repair": True})
    assert WRITER in event["message"]
    replica.close()
    for command in (["index", str(folder)], ["remove", "harbour"], ["rebuild"], ["check"]):
        result = CliRunner(env=_environment(reading)).invoke(app, command, catch_exceptions=False)
        assert result.exit_code == 1 and f"send changes to {WRITER}" in result.stderr


def test_a_check_looks_at_a_replica_too(replica: Replica) -> None:
    replica.catch_up()
    assert list(operate(replica, "check", {}))[-1]["report"]["whole"]


def test_status_tells_how_far_behind_a_replica_is(corpus: Corpus, replica: Replica, reading: IndexingSettings) -> None:
    assert status(reading).replica_lag_changes == 8
    replica.catch_up()
    found = status(reading)
    assert (found.replica_lag_changes, found.replica_lag_seconds, found.damage) == (0, 0, None)
    assert status(corpus.settings).replica_lag_changes is None


def test_a_replica_needs_both_servers_an_index_and_its_embedding(
    settings: IndexingSettings, reading: IndexingSettings, corpus: Corpus, folder: Path, postgres: PostgresServer
) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_CATALOG_URL and ONRECORD_CHROMA_URL"):
        Replica.open(reading.model_copy(update={"chroma_url": None}))
    with pytest.raises(CorpusAway, match=f"not been begun.*{WRITER}"):
        Replica.open(reading.model_copy(update={"catalog_url": postgres.driven()}))
    sync(corpus, [str(folder)])
    with pytest.raises(CorpusMismatch, match="bge-small-en"):
        Replica.open(
            reading.model_copy(update={"embedding": "openai:other", "embedding_base_url": "http://localhost:9"})
        )


def test_a_replica_of_a_catalog_that_went_back_in_time_begins_afresh(
    replica: Replica, reading: IndexingSettings
) -> None:
    replica.catch_up()
    replica.close()
    (note,) = reading.data_dir.glob("replica-*/followed")
    note.write_text("4711")
    with Replica.open(reading) as again:
        assert again.lag().changes == 8


def test_a_folder_of_another_index_is_let_go(replica: Replica, reading: IndexingSettings) -> None:
    replica.catch_up()
    replica.close()
    (own,) = reading.data_dir.glob("replica-*")
    shutil.copytree(own, own.with_name("replica-0123456789ab"))
    Replica.open(reading).close()
    assert list(reading.data_dir.glob("replica-*")) == [own]


def until(true: Any) -> None:
    import time

    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _environment(settings: IndexingSettings) -> dict[str, str]:
    return {
        "ONRECORD_CATALOG_URL": settings.catalog_url or "",
        "ONRECORD_CHROMA_URL": settings.chroma_url or "",
        "ONRECORD_REPLICA_OF": settings.replica_of or "",
        "ONRECORD_DATA_DIR": str(settings.data_dir),
    }
