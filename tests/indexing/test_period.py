"""The time that a question names."""

from datetime import date

import pytest

from indexing.period import Period, named

ASKED = date(2026, 11, 26)


def days(first: str, last: str | None = None) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What was agreed in 2022?", days("2022-01-01", "2022-12-31")),
        ("In early 2022, who resigned?", days("2022-01-01", "2022-12-31")),
        ("What did she say in March 2022?", days("2022-03-01", "2022-03-31")),
        ("What did she say in February of 2024?", days("2024-02-01", "2024-02-29")),
        ("What was signed on 5 May 2025?", days("2025-05-05")),
        ("What was signed on May 5th, 2025?", days("2025-05-05")),
        ("What happened in the summer of 2023?", days("2023-01-01", "2023-12-31")),
        ("What was signed on 5 May?", days("2026-05-05")),
        ("What was signed in December?", days("2025-12-01", "2025-12-31")),
        ("Who resigned last month?", days("2026-10-01", "2026-10-31")),
        ("Who resigned last year?", days("2025-01-01", "2025-12-31")),
        ("Who resigned three weeks ago?", days("2026-11-02", "2026-11-08")),
        ("Who resigned 20 days ago?", days("2026-11-06")),
        ("More than ever, who was it, that came in 2022?", days("2022-01-01", "2022-12-31")),
    ],
)
def test_a_named_time_is_found(question: str, period: Period) -> None:
    assert named(question, ASKED) == period


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2018 World Cup?",
        "Who sold over 2000 cars?",
        "What may the council do?",
        "Why did they march?",
        "What was signed on 31 June 2024?",
        "What happened last week?",
        "In which city do 2022 people live?",
        "Why is bread dearer than it was a year ago?",
        "What has changed since May 2024?",
        "How many more boats were sold compared with last year?",
    ],
)
def test_other_words_name_none(question: str) -> None:
    assert named(question, ASKED) is None


def test_without_the_day_of_the_question_only_a_written_year_says_when() -> None:
    assert named("What was signed in March 2022?", None) == days("2022-03-01", "2022-03-31")
    assert named("What was signed in March?", None) is named("Who resigned last month?", None) is None


def test_days_are_counted_from_its_ends() -> None:
    march = days("2022-03-01", "2022-03-31")
    assert [march.away(date(2022, *day)) for day in ((2, 27), (3, 1), (3, 31), (4, 2))] == [-2, 0, 0, 2]
