"""Whether the index is whole, on real stores that were damaged, and by thousands of changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.inspection import inspect, repair
from indexing.sync.rebuilding import compact
from indexing.vectors import Vectors
from indexing.vectors.places import Folder

TEXTS = {
    "harbour": "The harbour opened in May. Ferries call there every day in summer.",
    "bakery": "Bread costs more since the mill burned down. The baker hopes for a new one.",
    "school": "The school on the hill has 240 pupils. Its roof was mended in autumn.",
}


@pytest.fixture
def whole(corpus: Corpus, write: Any) -> Corpus:
    for name, text in TEXTS.items():
        folder = write(name, text, id=name).parent
    sync(corpus, [str(folder)])
    return corpus


def one_of(corpus: Corpus, article: str) -> str:
    return corpus.catalog.passages_of([article])[0]


class Forgetful:
    """A collection that holds some records and never finds them, as Chroma may after very many changes."""

    def __init__(self, collection: Any, lost: set[str]) -> None:
        self._collection = collection
        self._lost = lost

    def query(self, **given: Any) -> Any:
        found = self._collection.query(**given)
        kept = [
            [(key, distance) for key, distance in zip(ids, distances, strict=True) if key not in self._lost]
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        ]
        return {
            "ids": [[key for key, _ in row] for row in kept],
            "distances": [[far for _, far in row] for row in kept],
        }

    def delete(self, ids: list[str]) -> None:
        self._lost -= set(ids)
        self._collection.delete(ids=ids)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)


def test_an_index_that_was_just_made_is_whole(whole: Corpus) -> None:
    found = inspect(whole)
    assert found.whole and found.live == found.looked_for == 3


def test_what_is_missing_and_what_is_too_much_is_named_and_mended(whole: Corpus) -> None:
    gone, unread = one_of(whole, "harbour"), one_of(whole, "bakery")
    whole.vectors.remove([gone])
    whole.keywords.remove([unread])
    whole.vectors.add(["stranger"], [np.ones(384, dtype=np.float32)], ["nobody"])
    found = inspect(whole)
    assert set(found.missing) == {gone, unread}
    assert found.orphans == ("stranger",)
    assert not found.whole
    assert repair(whole, found).whole
    assert whole.search("When did the harbour open?")[0].passage.id == gone


def test_a_record_that_its_own_vector_does_not_find_is_named_and_written_again(whole: Corpus) -> None:
    lost = one_of(whole, "school")
    whole.vectors._collection = Forgetful(whole.vectors._collection, {lost})
    found = inspect(whole)
    assert (found.unseen, found.missing, found.unheard) == ((lost,), (), ())
    assert repair(whole, found).whole


def test_a_passage_that_its_own_words_do_not_find_is_named_and_written_again(whole: Corpus) -> None:
    passage, _ = whole.catalog.passages([one_of(whole, "bakery")]).popitem()[1]
    other, fields = whole.catalog.passages([one_of(whole, "school")]).popitem()[1]
    # Its id stands there with the words of another.
    whole.keywords.remove([passage.id])
    whole.keywords.add([(_under(passage, other), fields.title)])
    found = inspect(whole)
    assert (found.unheard, found.missing) == ((passage.id,), ())
    assert repair(whole, found).whole


def _under(passage: Any, other: Any) -> Any:
    """The other passage under the id of this one."""

    class Disguised:
        id = passage.id
        article_id = passage.article_id
        text = other.text
        heading = other.heading

    return Disguised


def test_compacting_embeds_nothing_and_answers_as_before(whole: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [hit.passage.id for hit in whole.search("Why does bread cost more?")]
    old = whole.generation.number

    def refuse(_: str) -> None:
        raise AssertionError("it was embedded again")

    with monkeypatch.context() as patched:
        patched.setattr(whole.embedder, "embed", refuse)
        report = compact(whole)
    assert (report.generation, report.passages) == (old + 1, 3)
    assert [hit.passage.id for hit in whole.search("Why does bread cost more?")] == before
    assert inspect(whole).whole
    whole.close()
    assert [path.name for path in whole.settings.data_dir.glob("generation-*")] == [f"generation-{old + 1}"]


def test_a_correction_embeds_only_the_passages_that_it_changes(
    corpus: Corpus, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraphs = [f"Paragraph {n} says. " + f"The council met for the {n}th time in the hall. " * 20 for n in range(6)]
    path = write("council", "\n\n".join(paragraphs), id="council")
    sync(corpus, [str(path)])
    embedded: list[str] = []
    embed = corpus.embedder.embed
    monkeypatch.setattr(corpus.embedder, "embed", lambda text: embedded.append(text) or embed(text))
    write("council", "\n\n".join([*paragraphs[:-1], "The last paragraph was corrected. " * 20]), id="council")
    report = sync(corpus, [str(path)])
    assert report.changed == ("council",)
    assert 0 < len(embedded) < report.passages
    assert all("corrected" in text for text in embedded)
    assert inspect(corpus).whole


def test_after_thousands_of_changes_every_record_is_found_or_named(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)

    def drawn(count: int) -> list[np.ndarray]:
        rows = chance.normal(size=(count, 16)).astype(np.float32)
        return list(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    vectors = Vectors(Folder(tmp_path / "churned"))
    live = {f"p{n}": row for n, row in enumerate(drawn(900))}
    vectors.add(list(live), list(live.values()), ["a"] * 900)
    for turn in range(6):
        gone = list(chance.choice(list(live), 300, replace=False))
        vectors.remove(gone)
        for key in gone:
            del live[key]
        changed = [str(key) for key in chance.choice(list(live), 300, replace=False)]
        written = dict(zip([*changed, *(f"q{turn}-{n}" for n in range(300))], drawn(600), strict=True))
        vectors.add(list(written), list(written.values()), ["a"] * 600)
        live |= written
    assert vectors.ids() == set(live)
    # Each searched for alone, which the check does in batches.
    unfound = {key for key, row in live.items() if key not in [found for found, _ in vectors.query(row, 20)]}
    assert set(vectors.lost(list(live))) == unfound
    fresh = Vectors(Folder(tmp_path / "fresh"))
    held = vectors.get(list(live))
    fresh.add(list(held), list(held.values()), ["a"] * len(held))
    assert fresh.lost(list(live)) == ()
    fresh.close()
    vectors.close()
