"""Negations and opposites, against the sentence that says nearly the same."""

import pytest

from service.verification.polarity import NEGATED, OPPOSITE, check

BRIDGE = "The council voted on Monday to close the old harbour bridge. Ferries run every hour in summer."
DENIED = "The council did not agree on Monday to repair the old harbour bridge."


@pytest.mark.parametrize(
    ("claim", "evidence", "rule"),
    [
        ("The council voted on Monday not to close the old harbour bridge.", BRIDGE, NEGATED),
        ("The council never voted on Monday to close the harbour bridge.", BRIDGE, NEGATED),
        ("The council agreed on Monday to repair the old harbour bridge.", DENIED, NEGATED),
        ("The council failed to close the old harbour bridge on Monday.", BRIDGE, NEGATED),
        ("The council voted on Monday to open the old harbour bridge.", BRIDGE, OPPOSITE),
        ("Exports rose by a tenth in the spring quarter.", "Exports fell by a tenth in the spring quarter.", OPPOSITE),
    ],
)
def test_what_is_turned_round_is_told(claim: str, evidence: str, rule: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [rule]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The council voted to close the old harbour bridge on Monday.", BRIDGE),
        ("Ferries run every hour.", BRIDGE),
        ("The council didn’t agree to repair the old harbour bridge on Monday.", DENIED),
        ("On Monday the council did not agree to repair the harbour bridge.", DENIED),
        ("Shops on the quay do not fear for their trade.", BRIDGE),
    ],
)
def test_the_same_in_other_words_and_other_matters_are_left_alone(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()


def test_the_reason_points_at_the_negation() -> None:
    claim = "The council voted on Monday not to close the old harbour bridge."
    (reason,) = check(claim, BRIDGE)
    assert reason.claim_span and claim[slice(*reason.claim_span)] == "not"


def test_a_denial_in_other_words_is_no_assertion() -> None:
    evidence = "The mayor of Wells has said again that the town will not accept any plan that closes the harbour."
    assert check("The mayor of Wells has ruled out any plan that closes the harbour.", evidence) == ()


def test_opposites_in_different_phrases_are_none() -> None:
    evidence = (
        "While the details of the peace plan are still guarded, the talks are the best sign since the closure of the"
        " northern shipyard began in March 2019."
    )
    assert check("The war began in March 2019 with the closure of the northern shipyard.", evidence) == ()
    (reason,) = check("The details of the war plan are still guarded.", evidence)
    assert reason.rule == OPPOSITE
