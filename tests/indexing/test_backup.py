"""A backup and a folder made from it, through the commands' own operations."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from indexing.backup.loading import load
from indexing.backup.saving import save
from indexing.corpus import Corpus
from indexing.embedding import OnnxEmbedder
from indexing.errors import CorpusDamaged, CorpusError
from indexing.settings import IndexingSettings
from indexing.sync import sync
from indexing.sync.inspection import inspect
from indexing.sync.removal import remove

QUESTION = "When did the harbour open?"


@pytest.fixture
def saved(corpus: Corpus, write: Any, tmp_path: Path) -> Path:
    write("harbour", "The harbour opened in May. Ferries call there every day.", id="harbour")
    folder = write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent
    sync(corpus, [str(folder)])
    report = save(corpus, tmp_path / "backup.zip")
    assert (report.passages, report.revision) == (2, corpus.catalog.revision)
    return tmp_path / "backup.zip"


@pytest.fixture
def elsewhere(tmp_path: Path) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "elsewhere")


def test_a_folder_made_from_a_backup_answers_as_the_first_and_embeds_no_article(
    saved: Path, corpus: Corpus, elsewhere: IndexingSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was embedded again")

    with monkeypatch.context() as patched:
        patched.setattr(OnnxEmbedder, "embed", refuse)
        load(saved, elsewhere)
    with Corpus.open(elsewhere) as made:
        assert inspect(made).whole
        assert made.catalog.revision == corpus.catalog.revision
        assert made.search(QUESTION) == corpus.search(QUESTION)
        assert made.catalog.article("bakery") == corpus.catalog.article("bakery")


def test_what_changes_after_a_backup_is_not_in_it(saved: Path, corpus: Corpus, elsewhere: IndexingSettings) -> None:
    remove(corpus, ["bakery"])
    load(saved, elsewhere)
    with Corpus.open(elsewhere) as made:
        assert {article.id for article in made.catalog.articles()} == {"bakery", "harbour"}


def test_a_restore_that_was_broken_off_is_done_again(
    saved: Path, elsewhere: IndexingSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("indexing.backup.loading._rebuilt", killed)
        load(saved, elsewhere)
    assert not (elsewhere.data_dir / "catalog.sqlite").exists()
    load(saved, elsewhere)
    with Corpus.open(elsewhere) as made:
        assert made.search(QUESTION)
    assert not [path for path in elsewhere.data_dir.iterdir() if path.suffix in (".part", ".f32", ".txt")]


def test_nothing_is_overwritten(saved: Path, corpus: Corpus, settings: IndexingSettings) -> None:
    with pytest.raises(CorpusError, match="there already"):
        save(corpus, saved)
    with pytest.raises(CorpusError, match="name an empty folder"):
        load(saved, settings)


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _altered(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    place = whole.find(b"SQLite format 3") + 5_000
    whole[place] ^= 0xFF
    file.write_bytes(bytes(whole))


def _emptied(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "{}")


def _escaping(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["digests"]["../escaped"] = "0"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("../escaped", "x")


@pytest.mark.parametrize("harm", [_truncated, _altered, _emptied, _escaping])
def test_a_file_that_is_no_whole_backup_is_told_in_a_sentence(
    saved: Path, elsewhere: IndexingSettings, harm: Any, tmp_path: Path
) -> None:
    harm(saved)
    with pytest.raises(CorpusDamaged):
        load(saved, elsewhere)
    assert not (elsewhere.data_dir / "catalog.sqlite").exists()
    assert not (tmp_path / "escaped").exists()


def test_without_a_place_to_write_it_is_a_sentence_and_leaves_nothing(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="backup"):
        save(corpus, tmp_path / "no" / "such" / "folder.zip")
    assert not list(corpus.settings.data_dir.glob("backup-*"))
