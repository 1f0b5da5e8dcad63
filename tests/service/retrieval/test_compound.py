"""Two questions in one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from service.models.reranker import Reranker
from service.retrieval import Retriever
from service.retrieval.compound import Partwise, parts

CLOCK = "The clock tower of Aldersea strikes again. It was repaired by Jonas Holm, a retired watchmaker."
SCHOOL = "Schools in Aldersea open an hour later because the district has too few bus drivers this winter."
BOTH = "Who repaired the clock tower, and why do schools in Aldersea open later?"


@pytest.mark.parametrize(
    "question",
    [
        "What do Russia and Ukraine want?",
        "Who signed it and when?",
        "Who repaired the tower and the bridge?",
        "Is it true that the tower fell and is a ruin?",
    ],
)
def test_one_question_has_no_parts(question: str) -> None:
    assert parts(question) == ()


def test_a_part_that_leans_on_the_first_takes_its_matter_along() -> None:
    first, second = parts("Who is Holm, and what did he do in Aldersea?")
    assert (first.asked, first.sought) == ("Who is Holm?", "Who is Holm?")
    assert (second.asked, second.sought) == ("what did he do in Aldersea?", "what did he do in Aldersea, Holm?")


@pytest.fixture
def whole(corpus: Corpus, write: Callable[..., Path]) -> Retriever:
    write("clock", CLOCK)
    sync(corpus, [str(write("schools", SCHOOL).parent)])
    return Retriever(corpus, Reranker(threads=2))


def test_each_part_brings_its_best_sentence(whole: Retriever) -> None:
    evidence = Partwise(whole).evidence(BOTH)
    best = " ".join(one.text for one in evidence.sentences[:2])
    assert "Jonas Holm" in best and "bus drivers" in best
    assert evidence.unanswered == ()
    for one in evidence.sentences:
        passage = evidence.hits[one.hit].passage
        assert passage.text[one.start - passage.start : one.end - passage.start] == one.text


def test_a_part_that_the_articles_do_not_answer_brings_nothing(whole: Retriever) -> None:
    asked = "Who repaired the clock tower, and who won the football match in Lisbon?"
    evidence = Partwise(whole).evidence(asked)
    alone = whole.evidence(asked)
    assert "Jonas Holm" in evidence.sentences[0].text
    assert {one.text for one in evidence.sentences} == {one.text for one in alone.sentences}
    assert evidence.unanswered == ("who won the football match in Lisbon?",)


def test_a_single_question_is_found_as_before(whole: Retriever) -> None:
    assert Partwise(whole).evidence("Who repaired the clock tower?") == whole.evidence("Who repaired the clock tower?")
