"""Several legs into one score per article."""

from datetime import date

import pytest

from indexing.fusion import by_article, fused

DAY = date(2026, 3, 1)


def test_what_both_legs_find_comes_before_what_one_finds() -> None:
    scores = fused([([("a", 9.0), ("b", 8.0), ("c", 1.0)], 1.0), ([("b", 3.0), ("d", 2.9), ("c", 1.0)], 1.0)])
    assert max(scores, key=lambda key: scores[key]) == "b"


def test_the_best_of_every_leg_scores_one() -> None:
    assert fused([([("a", 9.0), ("b", 1.0)], 1.0), ([("a", 3.0), ("b", 1.0)], 0.5)])["a"] == pytest.approx(1.0)


def test_a_leg_without_finds_changes_no_order() -> None:
    leg = [("a", 9.0), ("b", 5.0), ("c", 1.0)]
    alone, beside = fused([(leg, 1.0)]), fused([(leg, 1.0), ([], 1.0)])
    assert sorted(alone, key=lambda key: -alone[key]) == sorted(beside, key=lambda key: -beside[key])


def test_further_passages_of_an_article_add_to_its_best() -> None:
    ranking = [("p1", 10.0), ("p2", 9.0), ("p3", 9.0)]
    owner = {"p1": "one", "p2": "two", "p3": "two"}
    assert [article for article, _ in by_article(ranking, owner)] == ["one", "two"]
    assert [article for article, _ in by_article(ranking, owner, 0.3)] == ["two", "one"]


def test_passages_without_an_owner_are_left_out() -> None:
    assert by_article([("gone", 10.0), ("p", 1.0)], {"p": "one"}) == [("one", 1.0)]
