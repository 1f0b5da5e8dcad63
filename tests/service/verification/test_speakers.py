"""Who said it."""

import pytest

from service.verification.speakers import RULE, check

HALL = (
    "Anna Berg, the mayor, said that the bridge is safe. Jonas Holm, who built it, listened. According to Eva Lund, "
    "ferries are dear."
)


@pytest.mark.parametrize(
    "claim", ["Jonas Holm said that the bridge is safe.", "According to Jonas Holm, ferries are dear."]
)
def test_words_put_in_the_mouth_of_somebody_who_only_stands_by_are_told(claim: str) -> None:
    (reason,) = check(claim, HALL)
    assert reason.rule == RULE and reason.claim_span and claim[slice(*reason.claim_span)] == "Jonas Holm"


@pytest.mark.parametrize(
    "claim",
    [
        "Mayor Anna Berg said that the bridge is safe.",
        "Berg says the bridge is safe.",
        "According to Lund, ferries are dear.",
        "The bridge is safe.",
    ],
)
def test_the_right_speaker_and_none_are_left_alone(claim: str) -> None:
    assert check(claim, HALL) == ()


def test_where_the_evidence_names_no_speaker_nothing_is_told() -> None:
    assert check("Jonas Holm said that the bridge is safe.", "He said that Holm’s bridge is safe.") == ()
