import shutil
from pathlib import Path
from typing import Any

import pytest

from indexing.articles import Article
from indexing.corpus import Corpus
from indexing.errors import CorpusDamaged, CorpusMismatch
from indexing.readers.composing import composed
from indexing.settings import IndexingSettings
from indexing.sync import sync
from indexing.sync.mending import mend
from indexing.sync.rebuilding import rebuild, restore
from indexing.sync.removal import remove
from indexing.sync.reports import Progress, Step


@pytest.fixture
def folder(tmp_path: Path, write: Any) -> Path:
    write("harbour", "The harbour opened in May. Ships came at once.")
    write("bakery", "Bread costs more since the mill burned down.")
    return tmp_path / "articles"


def ids(corpus: Corpus) -> set[str]:
    return {article.id for article in corpus.catalog.articles(limit=1_000)}


def titles(corpus: Corpus) -> set[str | None]:
    return {article.fields.title for article in corpus.catalog.articles(limit=1_000)}


def the(corpus: Corpus, title: str) -> Article:
    return next(article for article in corpus.catalog.articles(limit=1_000) if article.fields.title == title)


def consistent(corpus: Corpus) -> bool:
    live = corpus.catalog.passage_ids()
    return corpus.vectors.ids() == live == corpus.keywords.ids() and corpus.keywords.count == len(live)


def test_articles_are_indexed_and_found_at_once_in_the_same_process(corpus: Corpus, folder: Path) -> None:
    report = sync(corpus, [str(folder)])
    assert set(report.added) == ids(corpus) and len(report.added) == 2
    assert report.passages == corpus.catalog.counts().passages == 2 and report.failed == ()
    assert titles(corpus) == {"Harbour", "Bakery"} and consistent(corpus)
    assert corpus.search("When did the harbour open?")[0].passage.article_id == the(corpus, "Harbour").id
    assert report.revision == corpus.catalog.revision == 2


def test_a_second_run_adds_nothing_and_embeds_nothing(corpus: Corpus, folder: Path) -> None:
    first = sync(corpus, [str(folder)])
    second = sync(corpus, [str(folder)])
    assert (second.added, second.changed, second.removed, second.passages) == ((), (), (), 0)
    assert set(second.unchanged) == set(first.added) and second.revision == first.revision


def test_a_changed_article_replaces_its_passages(corpus: Corpus, folder: Path, write: Any) -> None:
    sync(corpus, [str(folder)])
    write("harbour", "The harbour opened in June. Ships came late.")
    report = sync(corpus, [str(folder)])
    assert report.changed == (the(corpus, "Harbour").id,) and report.added == () and len(report.unchanged) == 1
    assert corpus.search("When did the harbour open?")[0].passage.text.startswith("The harbour opened in June.")
    assert corpus.keywords.query("May", 5) == [] and consistent(corpus)


def test_a_changed_field_alone_is_a_change(corpus: Corpus, folder: Path, write: Any) -> None:
    sync(corpus, [str(folder)])
    write("harbour", "The harbour opened in May. Ships came at once.", publisher="The Ledger")
    assert len(sync(corpus, [str(folder)]).changed) == 1
    assert the(corpus, "Harbour").fields.publisher == "The Ledger" and consistent(corpus)


def test_a_missing_file_is_removed_only_with_prune(corpus: Corpus, folder: Path) -> None:
    sync(corpus, [str(folder)])
    bakery = the(corpus, "Bakery").id
    (folder / "bakery.md").unlink()
    assert sync(corpus, [str(folder)]).removed == () and bakery in ids(corpus)
    assert sync(corpus, [str(folder)], prune=True).removed == (bakery,)
    assert titles(corpus) == {"Harbour"} and consistent(corpus)
    assert all(hit.passage.article_id != bakery for hit in corpus.search("bread"))


def test_prune_leaves_alone_what_it_was_not_pointed_at(corpus: Corpus, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "articles-of-others"
    other.mkdir()
    (other / "mill.md").write_text("The mill burned down on a Sunday night.")
    sync(corpus, [str(folder), str(other)])
    (other / "mill.md").unlink()
    assert sync(corpus, [str(folder)], prune=True).removed == ()
    shutil.rmtree(other)
    gone = sync(corpus, [str(other)], prune=True)
    assert gone.removed == () and "no such" in gone.failed[0].reason


def test_prune_keeps_what_could_not_be_read_this_time(corpus: Corpus, folder: Path) -> None:
    sync(corpus, [str(folder)])
    (folder / "bakery.md").write_bytes(b"\x00\x01\x02\xff" * 500)
    report = sync(corpus, [str(folder)], prune=True)
    assert report.removed == () and len(report.failed) == 1 and titles(corpus) == {"Harbour", "Bakery"}


def test_prune_keeps_what_could_not_be_read_though_its_name_has_the_sign_of_rows(corpus: Corpus, write: Any) -> None:
    report = write("Report #5 of the weir", "The weir was raised in May.")
    rows = report.with_name("rows #1.jsonl")
    rows.write_text('{"id": "row", "text": "The lock was closed in June."}')
    assert len(sync(corpus, [str(report.parent)]).added) == 2
    for path in (report, rows):
        path.write_text("")
    damaged = sync(corpus, [str(report.parent)], prune=True)
    assert (len(damaged.failed), damaged.removed) == (2, ())
    report.unlink()
    rows.write_text('{"id": "other", "text": "The lock was opened in July."}')
    assert len(sync(corpus, [str(report.parent)], prune=True).removed) == 2


def test_prune_of_an_empty_folder_removes_nothing_since_its_disk_may_not_be_mounted(
    corpus: Corpus, folder: Path
) -> None:
    sync(corpus, [str(folder)])
    for file in folder.iterdir():
        file.unlink()
    report = sync(corpus, [str(folder)], prune=True)
    assert report.removed == () and report.failed and len(ids(corpus)) == 2
    (folder / "notes.odt").write_bytes(b"kept")
    assert len(sync(corpus, [str(folder)], prune=True).removed) == 2


def test_a_row_taken_out_of_a_file_is_pruned(corpus: Corpus, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    first, second = '{"id": "r1", "text": "Rain fell on Monday."}\n', '{"id": "r2", "text": "Snow fell on Tuesday."}\n'
    rows.write_text(first + second)
    sync(corpus, [str(rows)])
    rows.write_text(second)
    assert sync(corpus, [str(rows)], prune=True).removed == ("r1",) and ids(corpus) == {"r2"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(corpus: Corpus, folder: Path, write: Any) -> None:
    report = sync(corpus, [str(folder)], dry_run=True)
    assert len(report.added) == 2 and report.passages == 0 and ids(corpus) == set()
    sync(corpus, [str(folder)])
    write("harbour", "The harbour closed.")
    (folder / "bakery.md").unlink()
    report = sync(corpus, [str(folder)], dry_run=True, prune=True)
    assert (len(report.changed), len(report.removed)) == (1, 1)
    assert the(corpus, "Harbour").text.startswith("The harbour opened") and len(ids(corpus)) == 2


def test_the_second_of_two_files_with_one_id_is_a_failure(corpus: Corpus, folder: Path, write: Any) -> None:
    write("first", "Rain fell on Monday.", id="same")
    write("second", "Snow fell on Tuesday.", id="same")
    report = sync(corpus, [str(folder)])
    assert len(report.added) == 3 and "same id" in report.failed[0].reason
    assert corpus.catalog.article("same").text.startswith("Rain") and consistent(corpus)  # pyright: ignore


def test_the_second_of_two_files_with_one_id_is_told_each_time_and_indexed_when_it_has_its_own(
    corpus: Corpus, folder: Path, write: Any
) -> None:
    write("first", "Rain fell on Monday.", id="same")
    write("second", "Snow fell on Tuesday.", id="same")
    reports = [sync(corpus, [str(folder)], prune=True) for _ in range(3)]
    assert [[failure.reason for failure in report.failed] for report in reports] == [
        [f"It has the same id, same, as {folder / 'first.md'}, which was indexed."]
    ] * 3
    write("first", "Rain fell on Monday.", id="other")
    assert sync(corpus, [str(folder)]).failed == ()
    assert (the(corpus, "First").id, the(corpus, "Second").id) == ("other", "same") and consistent(corpus)


def test_an_article_that_replaces_another_of_its_id_whose_file_is_still_there_is_noted(
    corpus: Corpus, folder: Path, write: Any, tmp_path: Path
) -> None:
    first = write("first", "Rain fell on Monday.", id="same")
    elsewhere = write("second", "Snow fell on Tuesday.", id="same").rename(tmp_path / "second.md")
    sync(corpus, [str(folder)])
    report = sync(corpus, [str(elsewhere)])
    assert report.changed == ("same",) and the(corpus, "Second").text.startswith("Snow")
    assert [note.note for note in report.notes] == [
        f"It has the same id, same, as {first}, which it replaces; give one of them another id."
    ]
    assert sync(corpus, [str(first)]).changed == ("same",) and the(corpus, "First").text.startswith("Rain")
    first.unlink()
    assert sync(corpus, [str(elsewhere)]).notes == () and consistent(corpus)


def test_a_row_that_was_corrected_and_moved_within_its_file_replaces_nothing(corpus: Corpus, tmp_path: Path) -> None:
    rows = tmp_path / "news.jsonl"
    lines = ['{"id": "a", "text": "Rain fell on Monday."}\n', '{"id": "b", "text": "Snow fell on Tuesday."}\n']
    rows.write_text("".join(lines))
    sync(corpus, [str(rows)])
    rows.write_text("".join(reversed(lines)).replace("Monday", "Sunday"))
    report = sync(corpus, [str(rows)])
    assert report.changed == ("a",) and report.notes == ()


def test_a_file_named_twice_is_one_article(corpus: Corpus, folder: Path) -> None:
    report = sync(corpus, [str(folder), str(folder / "harbour.md")])
    assert report.failed == () and len(report.added) == 2 and len(ids(corpus)) == 2


def test_a_file_with_the_text_of_another_is_indexed_and_named(corpus: Corpus, folder: Path, write: Any) -> None:
    write("copy", "The harbour opened in May. Ships came at once.")
    report = sync(corpus, [str(folder)])
    assert len(report.added) == 3 and report.failed == () and len(report.duplicates) == 1
    assert {report.duplicates[0].article_id, report.duplicates[0].of} == {
        the(corpus, "Harbour").id,
        the(corpus, "Copy").id,
    }


def test_a_bad_file_does_not_stop_the_others(corpus: Corpus, folder: Path, tmp_path: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "empty.md").write_text("")
    (folder / "page.html").write_text("<html><body><script>x</script></body></html>")
    (folder / "large.txt").write_text("A long text. " * 90_000)
    small = corpus.settings.model_copy(update={"max_file_mb": 1})
    corpus.settings = small
    report = sync(corpus, [str(tmp_path / "nowhere"), str(folder)])
    assert titles(corpus) == {"Harbour", "Bakery"} and len(report.failed) == 5
    assert all(failure.reason.endswith(".") and failure.source for failure in report.failed)


def test_progress_goes_up_to_the_total(corpus: Corpus, folder: Path) -> None:
    seen: list[Progress] = []
    sync(corpus, [str(folder)], progress=seen.append)
    reading = [one.done for one in seen if one.step is Step.READING]
    assert reading == [1, 2] and seen[-1] == Progress(Step.EMBEDDING, 2, 2)


def test_the_audit_gives_each_reading(corpus: Corpus, folder: Path) -> None:
    seen: list[Any] = []
    sync(corpus, [str(folder)], audit=seen.append)
    assert {reading.article.fields.title for reading in seen} == {"Harbour", "Bakery"}


def test_a_removal_gives_a_receipt_and_is_complete(corpus: Corpus, folder: Path) -> None:
    sync(corpus, [str(folder)])
    harbour = the(corpus, "Harbour")
    receipt = remove(corpus, [harbour.id, "unknown", "unknown"])
    assert (receipt.removed, receipt.unknown, receipt.passages, receipt.revision) == ((harbour.id,), ("unknown",), 1, 3)
    assert titles(corpus) == {"Bakery"} and consistent(corpus)
    data = corpus.settings.data_dir
    assert all(b"Ships came" not in path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_a_corpus_answers_the_same_when_it_is_opened_again(settings: IndexingSettings, folder: Path) -> None:
    with Corpus.open(settings) as first:
        sync(first, [str(folder)])
        expected = first.search("When did the harbour open?")
    with Corpus.open(settings) as second:
        assert second.search("When did the harbour open?") == expected


def test_what_an_index_lost_or_holds_too_much_is_mended(corpus: Corpus, folder: Path) -> None:
    sync(corpus, [str(folder)])
    live = sorted(corpus.catalog.passage_ids())
    corpus.vectors.remove(live[:1])
    corpus.keywords.remove(live[1:])
    vector = corpus.embedder.embed_query("stranger")
    corpus.vectors.add(["stranger", "alien"], [vector, vector], ["x", "x"])
    mend(corpus)
    assert consistent(corpus) and len(corpus.search("harbour and bread")) == 2


def test_a_passage_that_no_search_finds_is_reported_after_a_run(
    corpus: Corpus, folder: Path, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(corpus, [str(folder)])
    harbour = corpus.catalog.passage_ids()
    monkeypatch.setattr(corpus.vectors, "_found", lambda vectors, _: [[] for _ in vectors])
    write("mill", "The mill burned down on a Sunday night.")
    with pytest.raises(CorpusDamaged, match="onrecord compact"):
        sync(corpus, [str(folder)])
    assert harbour < corpus.catalog.passage_ids() and consistent(corpus)


def test_a_rebuild_answers_from_a_new_generation(corpus: Corpus, folder: Path) -> None:
    sync(corpus, [str(folder)])
    expected = corpus.search("When did the harbour open?")
    report = rebuild(corpus)
    assert (report.generation, report.articles, report.passages) == (2, 2, 2)
    assert corpus.search("When did the harbour open?") == expected and consistent(corpus)
    assert sync(corpus, [str(folder)]).passages == 0


def test_what_a_rebuild_replaced_is_gone_when_the_folder_is_opened_again(
    settings: IndexingSettings, folder: Path
) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        rebuild(corpus)
    with Corpus.open(settings) as corpus:
        assert [path.name for path in settings.data_dir.glob("generation-*")] == ["generation-2"]
        assert corpus.search("When did the harbour open?")


@pytest.mark.parametrize("broken", ["chroma/chroma.sqlite3", "keywords/meta.json"])
def test_damaged_indexes_are_told_and_restored_from_the_catalog(
    settings: IndexingSettings, folder: Path, broken: str
) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
    (settings.data_dir / "generation-1" / broken).write_bytes(b"damaged" * 1_000)
    with pytest.raises(CorpusDamaged, match="onrecord rebuild"):
        Corpus.open(settings)
    _restore(settings)
    with Corpus.open(settings) as corpus:
        assert consistent(corpus) and corpus.search("When did the harbour open?")


def test_indexes_that_have_vanished_are_mended_by_the_next_run(settings: IndexingSettings, folder: Path) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
    shutil.rmtree(settings.data_dir / "generation-1")
    with Corpus.open(settings) as corpus:
        assert sync(corpus, [str(folder)]).added == () and consistent(corpus)


def test_another_embedding_is_refused_until_the_index_is_rebuilt(settings: IndexingSettings, folder: Path) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        corpus.catalog.note(embedder="openai:another")
    with pytest.raises(CorpusMismatch, match="openai:another"):
        Corpus.open(settings)
    _restore(settings)
    with Corpus.open(settings) as corpus:
        assert consistent(corpus)


def test_another_format_is_refused(settings: IndexingSettings) -> None:
    with Corpus.open(settings) as corpus:
        corpus.catalog.note(format="99")
    with pytest.raises(CorpusMismatch, match="format 99"):
        Corpus.open(settings)


def _restore(settings: IndexingSettings) -> None:
    from indexing.corpus import open_catalog

    catalog = open_catalog(settings)
    restore(catalog, settings)
    catalog.close()


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are read from now on."""
    read: list[str] = []

    def composing(origin: str, *given: Any, **named: Any) -> Any:
        read.append(Path(origin).stem)
        return composed(origin, *given, **named)

    monkeypatch.setattr("indexing.readers.texts.composed", composing)
    monkeypatch.setattr("indexing.readers.records.composed", composing)
    return read


def test_a_file_that_has_not_changed_is_not_read_again(
    corpus: Corpus, folder: Path, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(corpus, [str(folder)])
    read = counted(monkeypatch)
    assert len(sync(corpus, [str(folder)]).unchanged) == 2 and read == []
    write("harbour", "The harbour opened in July.")
    report = sync(corpus, [str(folder)])
    assert (read, len(report.changed), len(report.unchanged)) == (["harbour"], 1, 1)
    sync(corpus, [str(folder)], audit=lambda _: None)
    assert sorted(read) == ["bakery", "harbour", "harbour"]


def test_a_file_whose_article_was_removed_is_read_again(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(corpus, [str(folder)])
    remove(corpus, [the(corpus, "Harbour").id])
    assert len(sync(corpus, [str(folder)]).added) == 1


def test_a_file_that_other_code_read_is_read_again(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(corpus, [str(folder)])
    monkeypatch.setattr("indexing.sources.edition", lambda: "another")
    read = counted(monkeypatch)
    sync(corpus, [str(folder)])
    assert sorted(read) == ["bakery", "harbour"]


def test_a_file_of_rows_with_a_fault_is_told_of_every_time(corpus: Corpus, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "r1", "text": "The harbour opened in May."}\nno row\n', "utf-8")
    for _ in range(2):
        assert [failure.reason[:7] for failure in sync(corpus, [str(rows)]).failed] == ["Line 2:"]
    rows.write_text('{"id": "r1", "text": "The harbour opened in May."}\n', "utf-8")
    sync(corpus, [str(rows)])
    assert sync(corpus, [str(rows)], prune=True).unchanged == ("r1",)
