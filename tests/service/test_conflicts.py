from datetime import date

import pytest

from indexing.articles import Fields
from service.conflicts import find


def sides(evidence, question: str, *articles) -> list[list[str]]:
    return [[quote.text for quote in conflict] for conflict in find(evidence(question, *articles))]


def dated(text: str, year: int, month: int = 1) -> tuple[str, Fields]:
    return text, Fields(published=date(year, month, 1))


HARBOUR = "The council agreed on a 12-point harbour plan. It follows an earlier 15-point draft of the harbour board."


def test_two_counts_of_the_thing_asked_for_are_two_sides(evidence):
    assert sides(evidence, "How many points does the harbour plan have?", HARBOUR) == [
        [
            "The council agreed on a 12-point harbour plan.",
            "It follows an earlier 15-point draft of the harbour board.",
        ]
    ]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("What does the harbour plan say?", [HARBOUR]),
        ("How many ships does the harbour hold?", [HARBOUR]),
        ("How many points does the plan have?", ["It is a twelve-point plan.", "The 12-point plan stands."]),
        ("How many points does the harbour plan have?", ["A 12-point harbour plan.", "The team won by 15 points."]),
        (
            "How many people died in the Bergen fire?",
            ["Five people died in the Bergen fire.", "The Oslo fire killed 9 people."],
        ),
        (
            "How many people died in the Bergen fire?",
            [dated("Five people died in the Bergen fire.", 2020), dated("Nine people died in the Bergen fire.", 2024)],
        ),
    ],
)
def test_different_things_and_equal_values_are_no_conflict(evidence, question, articles):
    assert sides(evidence, question, *articles) == []


def test_tolls_of_one_event_reported_in_one_week_are_two_sides(evidence):
    found = sides(
        evidence,
        "How many people died in the Bergen fire?",
        dated("Nine people died in the Bergen fire.", 2024, 2),
        dated("Five people died in the Bergen fire.", 2024, 1),
    )
    assert found == [["Five people died in the Bergen fire.", "Nine people died in the Bergen fire."]]


@pytest.mark.parametrize(
    "question", ["How long has the strike lasted?", "For how many weeks have they been on strike?"]
)
def test_lengths_that_exclude_each_other_are_two_sides(evidence, question):
    first, second = "The strike is now in its sixth week.", "After more than two weeks of the strike, talks began."
    assert sides(evidence, question, first, second) == [[first, second]]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        (
            "How long has the war lasted?",
            ["The war is in its fourth year.", "The war has lasted more than three years."],
        ),
        ("How long has the war lasted?", ["The war is in its fourth year.", "She has taught for two years."]),
        (
            "How long has the war in Sudan lasted?",
            ["The war in Sudan is in its third year.", "The war in Mali lasted 9 years."],
        ),
        ("How long can the war go on?", ["The war is in its fourth year.", "The war is two years old."]),
        (
            "How long has the war lasted?",
            [dated("The war is in its third year.", 2024, 6), dated("The war is in its fourth year.", 2025, 6)],
        ),
    ],
)
def test_lengths_that_agree_or_belong_to_other_things_are_no_conflict(evidence, question, articles):
    assert sides(evidence, question, *articles) == []


TALKS = (
    "U.S. officials met in Oslo. The Adams administration sent ministers to the talks with Norwegian President Lie.",
    "The US plan was discussed by Burr's envoys in Bergen. President Lie of Norway welcomed it.",
)


def test_two_administrations_of_the_country_asked_about_are_two_sides(evidence):
    (found,) = sides(evidence, "Which US administration is negotiating?", *TALKS)
    assert [("Adams" in side, "Burr" in side) for side in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of Norway?",
        "Where did the US officials meet?",
        "What is the name of the US administration's new plan?",
        "Which ship left Bergen after the US president spoke?",
    ],
)
def test_holders_of_offices_elsewhere_are_no_side(evidence, question):
    assert sides(evidence, question, *TALKS) == []


def test_a_people_is_no_office_holder(evidence):
    articles = ["The Adams administration met US envoys.", "The Russian administration, Russia says, met US envoys."]
    assert sides(evidence, "Which US administration met the envoys?", *articles) == []


def test_each_side_is_exact_in_its_passage(evidence):
    made = evidence("How many points does the harbour plan have?", HARBOUR)
    for quote in find(made)[0]:
        assert HARBOUR[quote.start : quote.end] == quote.text


COSTS = (
    "The harbour bridge cost 20 million euros.",
    "The harbour bridge in Wells cost 34 million euros, a report says.",
)
OPENED = ("The harbour bridge opened on 3 May 2024.", "The harbour bridge in Wells opened on 9 May, the mayor said.")


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("How much did the harbour bridge cost?", COSTS),
        ("What was the cost of the harbour bridge?", COSTS),
        (
            "What percentage of voters want the bridge?",
            ("Of voters, 40% want the bridge.", "Most voters, 55 percent, want the bridge."),
        ),
        ("When did the harbour bridge open?", OPENED),
    ],
)
def test_two_articles_that_differ_in_a_sum_a_share_or_a_day_are_two_sides(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == [list(articles)]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        # One article's two sums are of two things.
        ("How much did the harbour bridge cost?", [" ".join(COSTS)]),
        # A rounded value is no other value.
        ("How much did the bridge cost?", ["The bridge cost 20 million euros.", "The bridge cost $20.3 million."]),
        ("How much did the bridge cost?", ["The bridge cost 20 million euros.", "The ferry earned 9 million euros."]),
        ("When did the bridge open?", ["The bridge opened on 3 May 2024.", "The bridge opened in 2024."]),
        ("When did the bridge open?", ["The bridge opened on 3 May.", "The bridge opened on May 3, 2024."]),
        # What articles far apart say differs because it has changed.
        ("How much did the bridge cost?", [dated(COSTS[0], 2020), dated(COSTS[1], 2024)]),
    ],
)
def test_what_only_looks_like_another_sum_or_day_is_no_other_side(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == []
