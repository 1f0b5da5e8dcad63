"""Since when something goes on."""

import pytest

from service.verification.polarity import OPPOSITE
from service.verification.rules import broken, contradicts
from service.verification.spells import check

LONG = "Harlow, for its part, has long opposed the sale of the ferries, seeing it as a loss for the islands."
LATE = "Harlow recently opposed the sale of the ferries."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Harlow has opposed the sale of the ferries only recently.", LONG),
        ("Harlow recently opposed the sale of the ferries.", LONG),
        ("Harlow has opposed the sale of the ferries only recently.", LONG.replace("long", "always")),
        ("Harlow has long opposed the sale of the ferries.", LATE),
    ],
)
def test_long_and_recently_of_one_verb_are_opposites(claim: str, evidence: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [OPPOSITE]
    assert contradicts(broken(claim, [evidence]))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Harlow has long opposed the sale of the ferries.", LONG),
        ("Harlow recently said that it opposed the sale of the ferries.", LONG),
        ("Harlow recently praised the sale of the ferries.", LONG),
        ("Harlow opposed the sale of the ferries.", LONG),
        ("Harlow has opposed the sale of the ferries only recently.", f"{LATE} It has long owned them."),
    ],
)
def test_at_another_verb_and_without_an_opposite_nothing_is_told(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The old ferry still runs to the islands.", "The old ferry no longer runs to the islands."),
        ("The old ferry no longer runs to the islands.", "The old ferry still runs to the islands."),
        ("Harlow was the first to sell the old ferries.", "Harlow was the last to sell the old ferries."),
    ],
)
def test_still_and_no_longer_and_first_and_last_are_told(claim: str, evidence: str) -> None:
    assert contradicts(broken(claim, [evidence]))
