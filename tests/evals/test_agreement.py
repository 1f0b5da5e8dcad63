"""Statements that nearly repeat their quotes and say otherwise."""

from typing import Any

import pytest

from evals.scorers.agreement import agreement, turned

QUOTE = "The council of Norhaven approved the new tram line on Monday, according to two members."
HEDGED = "The line could be finished in May, and its stops are expected to cost about 40 million crowns."
DENIED = "The mayor did not say where the money for the line comes from."


@pytest.mark.parametrize(
    ("claim", "quote", "fault"),
    [
        (QUOTE.replace("approved", "did not approve"), QUOTE, "denies with “not”"),
        (QUOTE.replace("approved", "refused to approve"), QUOTE, "denies with “refused”"),
        (QUOTE.replace("approved", "rejected"), QUOTE, "“rejected”"),
        (QUOTE.replace("new", "old"), QUOTE, "says “old” where the quote says “new”"),
        (
            "The council of Norhaven approved the new tram line on Monday.",
            QUOTE,
            "leaves out “according to two members”",
        ),
        (HEDGED.replace("could be", "is"), HEDGED, "leaves out “could”"),
        (HEDGED.replace("are expected to cost", "will cost"), HEDGED, "leaves out “expected”"),
        ("The mayor said where the money for the line comes from.", DENIED, "asserts what the quote denies with “not”"),
    ],
)
def test_what_is_turned_is_named(claim: str, quote: str, fault: str) -> None:
    assert any(fault in found for found in turned(claim, [quote])), turned(claim, [quote])


@pytest.mark.parametrize(
    ("claim", "quotes"),
    [
        (QUOTE, [QUOTE]),
        (DENIED, [DENIED]),
        ("The line could be finished in May.", [HEDGED]),
        ("Two members say that the council of Norhaven approved the new tram line on Monday.", [QUOTE]),
        (
            "Anna Holm was pick No. twelve of the year in Norhaven.",
            ["Anna Holm was pick No. 12 of the year in Norhaven."],
        ),
        (f"{QUOTE[:-1]}, and the mayor did not say where the money for the line comes from.", [QUOTE, DENIED]),
        ("Nobody knows when the ferry sails.", [QUOTE]),
    ],
)
def test_what_says_the_same_is_let_pass(claim: str, quotes: list[str]) -> None:
    assert turned(claim, quotes) == ()


def test_an_answer_is_judged_by_the_quotes_that_it_cites(world: Any) -> None:
    said, quote = (
        "The council rejected 12 new tram stops on 3 May 2024.",
        "The council approved 12 new tram stops on 3 May 2024.",
    )
    faults = agreement(world.answer((said, quote)))
    assert any("says “rejected” where the quote says “approved”" in fault for fault in faults)
    assert agreement(world.answer((quote, quote))) == ()
