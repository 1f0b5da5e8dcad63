"""How timely an article is for a question."""

from datetime import date, timedelta

from indexing.timeliness import Timeliness, freshness

DAY = date(2026, 3, 1)
ARCHIVE = [date(2021, 5, 1), date(2022, 5, 1), None]


def test_freshness_falls_with_age_and_knows_nothing_without_dates() -> None:
    today, week = freshness(DAY, DAY), freshness(DAY - timedelta(days=7), DAY)
    assert today == 1.0 > week > freshness(DAY - timedelta(days=70), DAY) > 0.0
    assert freshness(None, DAY) == freshness(DAY, None) == freshness(DAY + timedelta(days=1), DAY) == 0.0


def test_within_a_named_time_weighs_more_than_before_or_after_it() -> None:
    time = Timeliness.of("What was signed in 2021?", DAY, ARCHIVE)
    within, soon, later = (time.weight(date(*day)) for day in ((2021, 5, 1), (2022, 1, 8), (2022, 6, 1)))
    assert within and soon and later is not None and within > soon > later
    assert time.weight(date(2020, 12, 31)) == 0.0
    assert time.weight(None) is None


def test_a_time_that_has_just_passed_is_what_any_question_is_about() -> None:
    assert Timeliness.of("What was signed in February?", DAY, [date(2026, 2, 10)]) == Timeliness(DAY)


def test_a_time_that_nothing_was_published_in_is_that_of_an_event() -> None:
    assert Timeliness.of("What was signed in 1963?", DAY, ARCHIVE) == Timeliness(DAY)


def test_the_newest_is_the_newest_that_there_is() -> None:
    time = Timeliness.of("What is the latest plan?", DAY, ARCHIVE)
    assert (time.weight(date(2022, 5, 1)), time.weight(date(2021, 5, 1))) == (1.0, freshness(*ARCHIVE[:2]))
    assert Timeliness.of("What is the latest plan?", DAY, [*ARCHIVE, date(2026, 2, 27)]) == Timeliness(DAY)
    assert Timeliness.of("What is the plan?", DAY, ARCHIVE) == Timeliness(DAY)


def test_without_any_date_nothing_is_known() -> None:
    assert Timeliness.of("What is the latest plan?", None, []).weight(DAY) is None
