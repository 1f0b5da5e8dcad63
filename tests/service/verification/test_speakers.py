"""Who said it."""

import pytest

from service.verification.speakers import RULE, check

HALL = (
    "Anna Berg, the mayor, said that the bridge is safe. Jonas Holm, who built it, listened. According to Eva Lund, "
    "ferries are dear."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Jonas Holm said that the bridge is safe.",
        "According to Jonas Holm, ferries are dear.",
        "In the view of Jonas Holm, ferries are dear.",
    ],
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


INSTITUTE = (
    "“Ferries are dear,” said Eva Lund, who teaches at the University of Wells. The bridge is safe, Anna Berg said. "
    "Jonas Holm of the Harbour Institute told readers that tides rise."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Eva Lund of the University of Wells said that ferries are dear.",
        "Eva Lund at the University of Wells told readers that ferries are dear.",
        "A teacher at the University of Wells said that ferries are dear.",
        "According to the teacher of Wells, ferries are dear.",
        "The Harbour Institute said that tides rise.",
    ],
)
def test_where_the_speaker_belongs_is_not_the_speaker(claim: str) -> None:
    assert check(claim, INSTITUTE) == ()


def test_a_wrong_speaker_is_told_with_a_place_behind_the_name() -> None:
    (reason,) = check("Jonas Holm of the University of Wells said that the bridge is safe.", HALL + " He is of Wells.")
    assert reason.claim_span is not None and reason.message.startswith("The claim has Jonas Holm say it")
