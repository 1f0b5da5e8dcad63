"""Stories in a real catalog: who carries one report is known from indexing on, and follows every change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.articles import Article, Fields
from indexing.catalog.clustering import Clustering
from indexing.catalog.staging import Staging
from indexing.corpus import Corpus
from indexing.likeness import Report
from indexing.search import Scope
from indexing.sync import sync
from indexing.sync.rebuilding import rebuild
from indexing.sync.removal import remove

WIRE = """Engineers lowered the reservoir behind the Hallin dam by two metres on Tuesday after divers found a crack.

The crack is four metres long and lies below the spillway, where the concrete was patched in 1987. It does not leak.

About 12,000 people live in the valley below. The authority tested its sirens there last month and handed out maps.

The dam was completed in 1961 and supplies a third of the drinking water. Repairs begin in May and cost over 31 million.
Until then the lake stays closed to boats, and two campsites on its northern shore will not open this summer.
"""
PARTS = WIRE.strip().split("\n\n")
FAIR = (
    "The fair of Aldersea drew nine thousand guests to the pier. Its director called it a success and thanked the "
    "bakers, who had worked for three nights. Next year it moves to the old rope yard, because the pier is to be "
    "repaired, and it will last a day longer than it does now."
)
# One and two are copies, two and three are, one and three share too little.
CHAIN = ("\n\n".join(PARTS[:3]), WIRE, "\n\n".join(PARTS[2:]))


@pytest.fixture
def press(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    write("post", WIRE, id="post", publisher="Post", published="2026-03-03")
    write("herald", f"HALLIN (AP) — {WIRE}", id="herald", publisher="Herald", published="2026-03-04")
    write("fair", FAIR, id="fair", publisher="Post", published="2026-03-03")
    return synced(corpus, write)


def synced(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    sync(corpus, [str(write("fair", FAIR, id="fair", publisher="Post", published="2026-03-03").parent)], prune=True)
    return corpus


def stories(corpus: Corpus) -> set[frozenset[str]]:
    ids = [article.id for article in corpus.catalog.articles()]
    found = corpus.catalog.stories.voices(ids).stories
    return {frozenset(name for name in found if found[name] == story) for story in found.values()}


def test_articles_that_carry_one_report_make_a_story(press: Corpus) -> None:
    assert stories(press) == {frozenset({"post", "herald"})}
    counts = press.catalog.stories.counts()
    assert (counts.stories, counts.copies) == (1, 1)


def test_a_new_copy_joins_and_no_other_article_is_read(
    press: Corpus, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    of = Report.of
    monkeypatch.setattr(Report, "of", lambda text, day=None: read.append(text) or of(text, day))
    write("wave", "\n\n".join(PARTS[:3]), id="wave", published="2026-03-05")
    synced(press, write)
    assert stories(press) == {frozenset({"post", "herald", "wave"})}
    assert len(read) == 3 and not any("fair" in text for text in read)


def test_a_corrected_copy_is_a_version_and_one_that_is_rewritten_leaves(
    press: Corpus, write: Callable[..., Path]
) -> None:
    write("herald", WIRE.replace("1961", "1962"), id="herald", published="2026-03-04")
    assert stories(synced(press, write)) == {frozenset({"post", "herald"})}
    write("herald", FAIR.replace("Aldersea", "Hallin").upper()[::-1], id="herald", published="2026-03-04")
    assert stories(synced(press, write)) == set()


def test_a_story_falls_apart_when_what_held_it_together_goes(corpus: Corpus, write: Callable[..., Path]) -> None:
    for number, text in enumerate(CHAIN):
        write(f"a{number}", text, id=f"a{number}", published="2026-03-03")
    assert stories(synced(corpus, write)) == {frozenset({"a0", "a1", "a2"})}
    remove(corpus, ["a2"])
    assert stories(corpus) == {frozenset({"a0", "a1"})}
    remove(corpus, ["a1"])
    assert stories(corpus) == set()
    write("a2", CHAIN[2], id="a2", published="2026-03-03")
    write("a1", CHAIN[1], id="a1", published="2026-03-03")
    assert stories(synced(corpus, write)) == {frozenset({"a0", "a1", "a2"})}


def test_stories_are_the_same_in_whatever_order_articles_come(corpus: Corpus, write: Callable[..., Path]) -> None:
    for number in (2, 0, 1):
        write(f"a{number}", CHAIN[number], id=f"a{number}", published="2026-03-03")
        synced(corpus, write)
    before = stories(corpus)
    assert before == {frozenset({"a0", "a1", "a2"})}
    rebuild(corpus)
    assert stories(corpus) == before


@pytest.mark.parametrize("lost", ["before the keys", "all", "another scheme"])
def test_what_a_crash_or_an_older_version_left_is_completed_by_the_next_run(
    press: Corpus, write: Callable[..., Path], lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    match lost:
        case "before the keys":
            monkeypatch.setattr(Clustering, "take_in", lambda *_: None)
            write("wave", WIRE, id="wave", published="2026-03-05")
            synced(press, write)
            monkeypatch.undo()
        case "all":
            Clustering(press.catalog.database).forget()
        case _:
            monkeypatch.setattr("indexing.sync.mending.SCHEME", "another one")
    synced(press, write)
    assert {"post", "herald"} <= set(*stories(press))


def test_books_are_compared_by_their_beginnings_wherever_these_are_cut(corpus: Corpus) -> None:
    chapter = "".join(f"Vessel é{number} came in and was counted 🏛️ by the pilots of Élan. " for number in range(9_000))
    books = [Article(f"b{shift}", "shelf", Fields(), "x" * shift + " " + chapter) for shift in range(4)]
    staging = Staging(corpus.catalog.database)
    staging.stage((book, ()) for book in books)
    staging.make_live({book.id: book.version for book in books})
    Clustering(corpus.catalog.database).take_in()
    assert stories(corpus) == {frozenset({"b0", "b1", "b2", "b3"})}


def test_of_a_story_the_original_speaks_and_names_the_others(press: Corpus) -> None:
    hits = [hit for hit in press.search("How long is the crack?") if "crack" in hit.passage.text]
    assert {hit.passage.article_id for hit in hits} == {"post"}
    assert [copy.article_id for copy in hits[0].copies] == ["herald"]


def test_within_a_scope_who_is_in_it_speaks_and_names_nobody_outside(press: Corpus) -> None:
    (hit,) = press.search("How long is the crack?", scope=Scope(publishers=("Herald",)))
    assert hit.passage.article_id == "herald" and hit.copies == ()


def test_the_fullest_speaks_where_all_are_of_one_day(corpus: Corpus, write: Callable[..., Path]) -> None:
    write("brief", "\n\n".join(PARTS[:3]), id="brief", published="2026-03-03")
    write("whole", WIRE, id="whole", published="2026-03-03")
    hit = synced(corpus, write).search("How long is the crack?")[0]
    assert hit.passage.article_id == "whole"


def test_a_report_that_hundreds_carry_leaves_room_for_others(corpus: Corpus, write: Callable[..., Path]) -> None:
    for number in range(210):
        write(f"paper{number}", "\n\n".join(PARTS[:3]), id=f"paper{number}", published="2026-03-03")
    other = "Anglers meet at Lake Ister on Sunday."
    write("lake", other, id="lake")
    hits = synced(corpus, write).search("How long is the crack below the spillway of the dam?")
    assert {"lake", "fair"} < {hit.passage.article_id for hit in hits}
    assert sum(hit.story is not None for hit in hits) == 1 and len(hits[0].copies) == 49


def test_a_copy_under_embargo_is_not_named_before_its_time(press: Corpus, write: Callable[..., Path]) -> None:
    write("wave", WIRE, id="wave", published="2026-03-05", embargo="2100-01-01T00:00:00Z")
    hit = synced(press, write).search("How long is the crack?")[0]
    assert [copy.article_id for copy in hit.copies] == ["herald"]
    assert press.catalog.stories.counts().copies == 1


def test_what_a_copy_adds_is_found_and_what_it_changes_stands_beside(press: Corpus, write: Callable[..., Path]) -> None:
    added = "The school of Brenning practised how to walk up the chapel hill within ten minutes."
    write("herald", f"{WIRE}\n{added}\n", id="herald", published="2026-03-04")
    write("wave", WIRE.replace("four metres", "nine metres"), id="wave", published="2026-03-05")
    synced(press, write)
    assert stories(press) == {frozenset({"post", "herald", "wave"})}
    assert press.search("What did the school of Brenning practise?")[0].passage.article_id == "post"
    texts = [hit.passage.text for hit in press.search("How long is the crack?")]
    assert any("nine metres" in text for text in texts) and any(added in text for text in texts)
