from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.articles import Passage
from indexing.errors import CorpusDamaged
from indexing.keywords import Keywords
from indexing.reach import Within


def passage(text: str, article_id: str = "a", heading: str | None = None) -> Passage:
    return Passage(article_id, "v1", 0, len(text), text, heading)


@pytest.fixture
def keywords(tmp_path: Path) -> Keywords:
    return Keywords(tmp_path / "keywords")


@pytest.mark.parametrize(
    "question",
    [
        "harbours TO open",
        'is the "harbour" IN use',
        "harbour AND NOT (ship",
        "harbour: [1 TO",
        "what's + the - harbour^2 ~ *?",
    ],
)
def test_a_question_with_operators_quotes_and_capitals_finds_the_passage(keywords: Keywords, question: str) -> None:
    harbour, bakery = passage("The harbour opened in May."), passage("Bread costs more.", "b")
    keywords.add([(harbour, None), (bakery, None)])
    assert [found for found, _ in keywords.query(question, 5)] == [harbour.id]


def test_a_question_of_ten_thousand_words_finds_the_passage(keywords: Keywords) -> None:
    harbour = passage("The harbour opened in May.")
    keywords.add([(harbour, None)])
    assert keywords.query(" ".join(["harbour", *(f"word{n}" for n in range(10_000))]), 5)[0][0] == harbour.id


@pytest.mark.parametrize("question", ["", "   ", "?!\"'", "zebra", "\ud800"])
def test_a_question_without_known_words_finds_nothing(keywords: Keywords, question: str) -> None:
    keywords.add([(passage("The harbour opened in May."), None)])
    assert keywords.query(question, 5) == []


def test_words_are_found_by_their_stem_and_without_accents(keywords: Keywords) -> None:
    cafes = passage("Two cafés were opening.")
    keywords.add([(cafes, None)])
    assert keywords.query("cafe", 1)[0][0] == keywords.query("OPENED", 1)[0][0] == cafes.id


def test_boosts_say_which_field_counts(keywords: Keywords) -> None:
    in_title, in_text = passage("Ships came."), passage("The harbour opened, and ships came.", "b")
    keywords.add([(in_title, "Harbour"), (in_text, "Ships")])
    assert keywords.query("harbour", 2, {"title": 9.0, "text": 1.0})[0][0] == in_title.id
    assert keywords.query("harbour", 2, {"title": 0.01, "text": 9.0})[0][0] == in_text.id
    assert [found for found, _ in keywords.query("harbour", 2, {"text": 1.0})] == [in_text.id]


def test_only_the_part_that_is_named_is_found_and_scores_as_ever(keywords: Keywords) -> None:
    found = two_of_the_harbour(keywords)
    for key, score in found.items():
        part = Within([key.article_id, "unknown"], [key.id, "unknown"])
        assert keywords.query("harbour pilot", 10, within=part) == [(key.id, score)]
    assert keywords.query("harbour pilot", 10, within=Within([], [])) == []


def test_an_index_that_is_older_than_the_ids_of_articles_is_searched_and_changed_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexing.keywords.is_older", lambda _: True)
    older = Keywords(tmp_path)
    found = two_of_the_harbour(older)
    older.close()
    monkeypatch.undo()
    keywords = Keywords(tmp_path)
    for key, score in found.items():
        part = Within([key.article_id], [key.id])
        assert keywords.query("harbour pilot", 10, within=part) == [(key.id, score)]
    keywords.remove([key.id for key in found])
    assert keywords.count == 0


def two_of_the_harbour(keywords: Keywords) -> dict[Passage, float]:
    """Two passages that are found by one question, with their scores."""
    both = passage("The harbour is shut.", "a"), passage("A harbour and its harbour pilot.", "b")
    keywords.add([(one, None) for one in both])
    scores = dict(keywords.query("harbour pilot", 10))
    return {one: scores[one.id] for one in both}


def test_adding_twice_keeps_one_and_removing_takes_it_away(keywords: Keywords) -> None:
    harbour = passage("The harbour opened in May.")
    keywords.add([(harbour, "Old title")])
    keywords.add([(harbour, "New title")])
    assert keywords.count == 1 and keywords.ids() == {harbour.id}
    assert keywords.query("old", 5) == []
    keywords.remove([harbour.id, "unknown"])
    assert keywords.count == 0 and keywords.ids() == set() and keywords.query("harbour", 5) == []


def test_an_index_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = Keywords(tmp_path / "keywords")
    first.add([(passage("The harbour opened in May."), None)])
    first.close()
    assert Keywords(tmp_path / "keywords").query("harbour", 5)


def test_a_damaged_index_is_told_in_a_sentence(tmp_path: Path) -> None:
    Keywords(tmp_path / "keywords").add([(passage("The harbour opened in May."), None)])
    (tmp_path / "keywords" / "meta.json").write_text("damaged")
    with pytest.raises(CorpusDamaged, match="onrecord rebuild"):
        Keywords(tmp_path / "keywords")


def test_a_writer_that_was_killed_before_it_was_done_stops_no_other(tmp_path: Path) -> None:
    """It had written which passages are gone, and not yet that this counts."""
    harbour, bakery = passage("The harbour opened in May."), passage("Bread costs more.", "b")
    written(tmp_path, lambda keywords: keywords.add([(harbour, None), (bakery, None)]))
    before = (tmp_path / "meta.json").read_bytes()
    written(tmp_path, lambda keywords: keywords.remove([bakery.id]))
    (tmp_path / "meta.json").write_bytes(before)
    assert Keywords(tmp_path).count == 2
    written(tmp_path, lambda keywords: keywords.remove([bakery.id]))
    assert Keywords(tmp_path).ids() == {harbour.id}


def written(folder: Path, change: Callable[[Keywords], None]) -> None:
    """Change an index as a process of its own would."""
    keywords = Keywords(folder)
    change(keywords)
    keywords.close()


def test_words_of_very_many_passages_are_looked_for_only_where_there_are_no_others(
    keywords: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    keywords.add([(passage(f"The ferry number {number} sails.", f"a{number}"), None) for number in range(20)])
    rare = passage("A pilot boards in fog.")
    keywords.add([(rare, None)])
    assert len(keywords.query("the ferry pilot", 30)) == 21
    monkeypatch.setattr("indexing.keywords._COMMON", 5)
    assert [key for key, _ in keywords.query("the ferry pilot", 30)] == [rare.id]
    assert len(keywords.query("the ferry", 30)) == 20
