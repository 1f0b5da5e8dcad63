import pytest

from evals.stats import Share, clustered_mean


def test_the_wilson_interval_is_that_of_the_textbook():
    interval = Share(8, 10).interval()
    assert interval is not None
    assert (interval.value, interval.low, interval.high) == pytest.approx((0.8, 0.4902, 0.9433), abs=1e-4)


def test_a_share_of_nothing_is_none_and_of_all_is_not_certain():
    assert Share(0, 0).value is None
    assert Share(0, 0).interval() is None
    assert Share(10, 10).interval().low == pytest.approx(0.7225, abs=1e-4)  # type: ignore[union-attr]


def test_equal_values_give_equal_bounds():
    values, clusters = [1.0, 0.0, 1.0, 1.0], ["a", "a", "b", "c"]
    assert clustered_mean(values, clusters) == clustered_mean(values, clusters)


def test_cases_of_one_article_make_the_interval_wider_than_as_many_of_their_own():
    values = [1.0] * 20 + [0.0] * 20
    together = clustered_mean(values, ["a"] * 20 + ["b"] * 20)
    apart = clustered_mean(values, list(range(40)))
    assert together is not None
    assert apart is not None
    assert together.value == apart.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_a_mean_of_nothing_is_none_and_a_value_without_a_cluster_is_an_error():
    assert clustered_mean([], []) is None
    with pytest.raises(ValueError, match="cluster"):
        clustered_mean([1.0], [])
