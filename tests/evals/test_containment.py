import pytest

from evals.scorers.containment import near_verbatim

PASSAGE = (
    "The ferry carried 300 people in 2019. Engineer Tom Briggs warned that the ferry may close in March 2024. "
    "Some residents did not support the bridge, which Mayor Lina Okoye opened on Tuesday."
)


@pytest.mark.parametrize(
    "statement",
    [
        "The ferry carried 300 people in 2019.",
        "In 2019 the ferry carried 300 people.",
        "Tom Briggs, an engineer, warned the ferry may close in March 2024.",
        "Mayor Lina Okoye opened the bridge on Tuesday.",
        "Some residents did not support the bridge.",
    ],
)
def test_what_is_told_nearly_word_for_word_is_held(statement: str) -> None:
    assert near_verbatim(statement, PASSAGE)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "The.",
        "The ferry carried 400 people in 2019.",
        "The ferry carried 300 cars in 2019.",
        "The ferry closed in March 2024.",
        "The ferry will close in March 2024.",
        "Some residents support the bridge.",
        "Residents did not support the bridge.",
        "The ferry did not carry 300 people in 2019.",
        "Tom Briggs opened the bridge on Tuesday.",
        "People carried the ferry in 300.",
    ],
)
def test_another_word_a_lost_turn_and_another_order_are_not(statement: str) -> None:
    assert not near_verbatim(statement, PASSAGE)
