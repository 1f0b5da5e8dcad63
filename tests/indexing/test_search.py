"""Searching a real corpus: both legs, filters, dates, near-copies, removal."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.search import Scope
from indexing.sync import sync
from indexing.sync.removal import remove

BRIDGE = "The council of Aldersea voted on Monday to close the old harbor bridge for two years of repairs."
SCHOOL = "Schools in Aldersea open an hour later because the district has too few bus drivers this winter."
WIRE = "An earthquake of magnitude six shook the coast on Sunday morning, and the port authority closed all terminals."
QUESTION = "Why do the schools of Aldersea open later?"


@pytest.fixture
def town(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    write("bridge", BRIDGE, published="2026-01-10", publisher="Aldersea Post", section="City")
    write("schools", SCHOOL, published="2026-02-20", publisher="Coast Herald", section="City")
    paths = [write("quake", WIRE), write("tremor", f"{WIRE} Nobody was hurt.")]
    sync(corpus, [str(paths[0].parent)])
    return corpus


def titles(corpus: Corpus, question: str, scope: Scope | None = None, asked: date | None = None) -> list[str | None]:
    return [hit.fields.title for hit in corpus.search(question, scope=scope, asked=asked)]


def test_the_passage_that_answers_comes_first_and_both_legs_tell_why(town: Corpus) -> None:
    first = town.search(QUESTION)[0]
    assert first.passage.text == SCHOOL
    assert first.dense is not None and 0.6 < first.dense <= 1.0
    assert first.keyword is not None and first.keyword > 0


def test_words_that_stand_nowhere_are_still_found_by_meaning(town: Corpus) -> None:
    assert titles(town, "pupils start classes at a different time")[0] == "Schools"


def test_near_copies_are_one_hit_that_names_the_other(town: Corpus) -> None:
    hits = [hit for hit in town.search("Where was the earthquake?") if "earthquake" in hit.passage.text]
    assert len(hits) == 1
    assert len(hits[0].copies) == 1
    assert hits[0].passage.article_id not in hits[0].copies


def test_filters_leave_out_what_does_not_pass_and_what_has_no_date(town: Corpus) -> None:
    assert titles(town, QUESTION, Scope(published_after=date(2026, 2, 1))) == ["Schools"]
    assert titles(town, QUESTION, Scope(publishers=("Aldersea Post",))) == ["Bridge"]
    assert titles(town, QUESTION, Scope(publishers=("Nobody",))) == []


@pytest.mark.parametrize(
    "held",
    [{}, {"WIDE": 2.0}, {"_SURPLUS": 0.001}],
    ids=["deeper", "at its passages", "at its passages, if too little"],
)
def test_however_far_a_scope_lies_from_the_question_its_passages_are_found(
    town: Corpus, monkeypatch: pytest.MonkeyPatch, held: dict[str, float]
) -> None:
    for name, value in held.items():
        monkeypatch.setattr(f"indexing.reach.{name}", value)
    bridge = next(hit.passage.article_id for hit in town.search(QUESTION) if hit.fields.title == "Bridge")
    for scope in (Scope(article_ids=(bridge,)), Scope(publishers=("Aldersea Post",))):
        (found,) = town.search(QUESTION, scope=scope)
        assert found.dense is not None and found.passage.article_id == bridge
        assert found.keyword is not None


def test_a_question_asked_soon_after_an_article_means_it_likelier(town: Corpus) -> None:
    question = "What is new in Aldersea?"
    assert titles(town, question, asked=date(2026, 1, 10))[0] == "Bridge"
    assert titles(town, question, asked=date(2026, 2, 20))[0] == "Schools"


def test_a_date_is_a_gentle_hint_and_no_filter(town: Corpus) -> None:
    assert titles(town, "Which bridge does the council close for repairs?", asked=date(2026, 2, 20))[0] == "Bridge"


def test_a_time_that_the_question_names_comes_first_and_leaves_nothing_out(corpus: Corpus, write: Callable) -> None:
    for year in (2021, 2022, 2023):
        text = f"The fair of Aldersea drew {year * 3} guests to the harbor, said its director, and was a success."
        folder = write(f"fair-{year}", text, published=f"{year}-08-20").parent
    sync(corpus, [str(folder)])
    question = "How many guests did the fair of Aldersea draw{}?"
    for year in (2021, 2022, 2023):
        found = titles(corpus, question.format(f" in {year}"), asked=date(2026, 3, 1))
        assert found[0] == f"Fair-{year}" and len(found) == 3
    assert titles(corpus, "What was the latest fair of Aldersea like?", asked=date(2026, 3, 1))[0] == "Fair-2023"


def test_a_removed_article_is_gone_at_once(town: Corpus) -> None:
    gone = town.search(QUESTION)[0].passage.article_id
    remove(town, [gone])
    assert gone not in {hit.passage.article_id for hit in town.search(QUESTION)}


def test_an_empty_corpus_finds_nothing(corpus: Corpus) -> None:
    assert corpus.search(QUESTION) == ()


def test_no_more_than_asked_for_is_handed_over(town: Corpus) -> None:
    assert len(town.search(QUESTION, limit=2)) == 2
