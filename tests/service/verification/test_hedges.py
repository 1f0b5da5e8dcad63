"""What is only possible, reported or planned does not become a fact."""

import pytest

from service.verification.hedges import RULE, check


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The bridge collapsed in the storm on Friday.", "The bridge reportedly collapsed in the storm on Friday."),
        ("The storm weakened the harbour bridge.", "The storm may have weakened the harbour bridge."),
        ("The council builds a new ferry port in May.", "The council plans to build a new ferry port in May."),
        ("The mayor closed the harbour bridge.", "The mayor threatened to close the harbour bridge."),
        ("Anna Berg said the storm weakened the bridge.", "Anna Berg said the storm may have weakened the bridge."),
        (
            "The old ferry sank off Harlow in the storm.",
            "The old ferry sank off Harlow in the storm, according to Tom.",
        ),
    ],
)
def test_a_hedge_that_is_dropped_is_told(claim: str, evidence: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [RULE]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The storm could have weakened the bridge.", "The storm may have weakened the bridge."),
        ("The bridge collapsed on Friday.", "The bridge collapsed on Friday, and ferries may stop."),
        ("The bridge opened in May.", "The bridge opened in May."),
    ],
)
def test_a_hedge_that_is_kept_or_belongs_to_something_else_is_left_alone(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()
