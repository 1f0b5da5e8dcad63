import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.ownership import claim
from indexing.settings import IndexingSettings
from indexing.status import listed, status
from indexing.sync import sync


@pytest.fixture
def indexed(settings: IndexingSettings, write: Any) -> IndexingSettings:
    write("harbour", "The harbour opened in May.", id="harbour")
    folder = write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
    return settings


def test_a_whole_index_has_no_damage(indexed: IndexingSettings) -> None:
    found = status(indexed)
    assert (found.articles, found.passages, found.owner, found.damage) == (2, 2, None, None)


def test_the_newest_article_is_told_with_its_age(indexed: IndexingSettings, write: Any) -> None:
    assert (status(indexed).newest, status(indexed).newest_days) == (None, None)
    day = date.today() - timedelta(days=3)
    folder = write("ferry", "The ferry sails again.", published=day.isoformat()).parent
    with Corpus.open(indexed) as corpus:
        sync(corpus, [str(folder)])
    found = status(indexed)
    assert (found.newest, found.newest_days) == (day, 3)


def test_stories_and_copies_are_counted(indexed: IndexingSettings, write: Any) -> None:
    assert (status(indexed).stories, status(indexed).copies) == (0, 0)
    text = " ".join(f"Vessel {name} came in on Monday and was counted by the harbour." for name in ("Ada", "Bo", "Cy"))
    paths = [write(name, f"{text} It then left again for {text[7:10]}.") for name in ("post", "herald", "wave")]
    with Corpus.open(indexed) as corpus:
        sync(corpus, [str(path) for path in paths])
    assert (status(indexed).stories, status(indexed).copies) == (1, 2)


def test_the_sizes_are_told_part_by_part(indexed: IndexingSettings) -> None:
    (indexed.data_dir / "answers.sqlite").write_bytes(bytes(300_000))
    found = status(indexed)
    parts = (found.catalog_megabytes, found.index_megabytes, found.answers_megabytes)
    assert parts[2] == 0.3 and min(parts) > 0
    assert sum(parts) == pytest.approx(found.megabytes, abs=0.2)


def test_a_missing_index_is_told_with_its_remedy(indexed: IndexingSettings) -> None:
    shutil.rmtree(indexed.data_dir / "generation-1")
    damage = status(indexed).damage
    assert damage and "holds 0 of 2 passages" in damage and "onrecord rebuild" in damage


def test_an_index_that_cannot_be_opened_is_told(indexed: IndexingSettings) -> None:
    (indexed.data_dir / "generation-1" / "chroma" / "chroma.sqlite3").write_bytes(b"damaged" * 1_000)
    assert "onrecord rebuild" in str(status(indexed).damage)


def test_the_index_of_a_folder_that_is_in_use_is_left_alone(indexed: IndexingSettings) -> None:
    with claim(indexed.data_dir, "index"):
        found = status(indexed)
    assert found.owner and found.damage is None


def test_the_articles_are_listed_in_order_of_their_ids(indexed: IndexingSettings) -> None:
    assert [article.id for article in listed(indexed)] == ["bakery", "harbour"]


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(Exception, match="is a file, not a folder"):
        status(IndexingSettings(data_dir=tmp_path / "data"))
