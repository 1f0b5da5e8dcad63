import math

import pytest

from evals.bench.matching import holds, normalised
from evals.bench.ranking import ndcg, percentile, recall, reciprocal_rank


def test_ndcg_is_that_worked_out_by_hand():
    # Found at ranks 2 and 3; best would be 1 and 2.
    expected = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert ndcg(["x", "a", "b"], {"a": 1, "b": 1}) == pytest.approx(expected)
    assert ndcg(["a", "b"], {"a": 1, "b": 1}) == 1
    assert ndcg(["x"], {"a": 1}) == 0


def test_ndcg_weighs_graded_judgements_and_stops_at_ten():
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert ndcg([*"0123456789", "a"], {"a": 1}) == 0


def test_recall_and_reciprocal_rank_count_what_is_judged_relevant():
    gains = {"a": 1.0, "b": 1.0, "c": 0.0}
    assert recall(["a", "x", "b"], gains, 1) == 0.5
    assert recall(["a", "x", "b"], gains, 10) == 1
    assert reciprocal_rank(["c", "x", "b"], gains) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], gains) == 0


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([3.0, 1.0, 2.0], 50) == 2
    assert percentile(list(map(float, range(1, 101))), 99) == 99
    assert percentile([], 50) == 0


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Netflix renewed “Squid Game”.", "Squid Game"),
        ("It raised $5,000 in all", "$5000"),
        ("the Duke’s cottage", "The Dukes Cottage"),
        ("in São Paulo today", "Sao Paulo"),
        ("a four-day week", "four day week"),
    ],
)
def test_a_right_string_is_found_after_normalisation(text: str, right: str):
    assert holds(text, [right])


@pytest.mark.parametrize(("text", "right"), [("2024", "20"), ("Gamers", "Game"), ("any text", ""), ("any", "the")])
def test_a_part_of_a_word_or_nothing_is_not_found(text: str, right: str):
    assert not holds(text, [right])


def test_normalised_text_has_single_spaces():
    assert normalised("  The  “Big”\n-- Day ") == "big day"
