"""More said of a thing than the evidence says of it: all for some, the whole for a part."""

import pytest

from service.verification.scope import check

FATIGUE = (
    "Growing fatigue with the long dispute, above all in the harbour towns and some parts of the coast, has made a "
    "settlement more attractive, observers say."
)
RESIGNED = "Several ministers in most northern provinces resigned in spring after protests in the capital."


@pytest.mark.parametrize(
    "claim",
    [
        FATIGUE.replace("some parts", "all parts"),
        FATIGUE.replace("some parts of the coast", "the coast"),
        "In every part of the coast people are tired of the dispute.",
        "All ministers resigned.",
        "Ministers of all provinces resigned in spring.",
        "Ministers in each northern province stepped down.",
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(claim: str) -> None:
    evidence = FATIGUE if "ministers" not in claim.casefold() else RESIGNED
    assert [reason.rule for reason in check(claim, evidence)] == ["scope_widened"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (FATIGUE, FATIGUE),
        (FATIGUE.replace("some parts", "parts"), FATIGUE),
        ("Some ministers resigned in spring.", RESIGNED),
        ("All the parties signed.", "Some observers doubt it, but all parties signed."),
        ("Everyone agrees that all ferries stopped.", "The ferries stopped. Some passengers waited."),
    ],
)
def test_what_the_evidence_says_of_as_much_is_not_flagged(claim: str, evidence: str) -> None:
    assert not check(claim, evidence)
