"""The embedded cross-encoder."""

import pytest

from service.models.reranker import Reranker

QUESTION = "Who repaired the clock tower?"
GOOD = "The clock tower was repaired by Jonas Holm, a retired watchmaker."
BAD = "Bread costs more since the mill burned down."


@pytest.fixture(scope="module")
def reranker() -> Reranker:
    return Reranker(threads=1)


def test_a_text_that_answers_scores_far_above_one_that_does_not(reranker: Reranker) -> None:
    good, bad = reranker.scores(QUESTION, [GOOD, BAD])
    assert good > 3 and bad < -5


def test_a_score_depends_on_no_other_text(reranker: Reranker) -> None:
    assert reranker.scores(QUESTION, [BAD, GOOD])[1] == reranker.scores(QUESTION, [GOOD])[0]


def test_no_texts_have_no_scores(reranker: Reranker) -> None:
    assert reranker.scores(QUESTION, []) == []


def test_a_score_is_the_same_on_every_processor(reranker: Reranker) -> None:
    # Where int8 products saturate, as on AVX2 without VNNI, this pair scores .18 higher.
    question = "What is the latest version of the peace plan?"
    text = (
        "The revised proposal is a slimmer version of a US draft with 28 points, which came earlier and was criticized."
    )
    assert reranker.scores(question, [text])[0] == pytest.approx(-6.58, abs=0.06)
