"""Statements that nearly repeat their quotes and say otherwise."""

from typing import Any

import pytest

from evals.scorers.agreement import agreement, disagreement
from evals.scorers.opposites import opposed

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
    assert any(fault in found for found in disagreement(claim, [quote])), disagreement(claim, [quote])


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
    ],
)
def test_what_says_the_same_is_let_pass(claim: str, quotes: list[str]) -> None:
    assert disagreement(claim, quotes) == ()


def test_an_answer_is_judged_by_the_quotes_that_it_cites(world: Any) -> None:
    said, quote = (
        "The council rejected 12 new tram stops on 3 May 2024.",
        "The council approved 12 new tram stops on 3 May 2024.",
    )
    faults = agreement(world.answer((said, quote)))
    assert any("says “rejected” where the quote says “approved”" in fault for fault in faults)
    assert agreement(world.answer((quote, quote))) == ()


TRAMS = "Mayor Ana Ruiz told Tom Briggs on Monday that some riders will pay 3 dollars a week in May for the new line."
FERRY = "The ferry of Lowport carried 300 people across the bay during the storm."


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        # Time: planned is told as done, or another day, unit, size or figure stands there.
        (TRAMS.replace("will pay", "paid"), "tells as done what the quote tells with “will”"),
        (TRAMS.replace("May", "June"), "has “june” where the quote has “may”"),
        (TRAMS.replace("dollars", "euros"), "has “€” where the quote has “$”"),
        (TRAMS.replace("a week", "a month"), "has “month” where the quote has “week”"),
        (TRAMS.replace("3", "300"), "has “300” where the quote has “3”"),
        # Scope.
        (TRAMS.replace("some", "all"), "says “all” where the quote says “some”"),
        # Who did it to whom.
        (
            TRAMS.replace("Ana Ruiz", "X").replace("Tom Briggs", "Ana Ruiz").replace("X", "Tom Briggs"),
            "where the quote has",
        ),
        # What nobody said.
        (f"{TRAMS[:-1]} because of rising costs.", "adds “because of rising costs”"),
        (f"{TRAMS[:-1]}, and protesters blocked the depot.", "adds “and protesters blocked the depot”"),
        (TRAMS.replace("for the new line", "for the broken bridge lights"), "adds “broken bridge lights”"),
        # Two facts made one.
        ("Mayor Ana Ruiz told Tom Briggs on Monday during the storm.", "goes on with “during the storm”"),
        # A citation moved from another matter.
        ("Gardeners planted roses behind the old library.", "which tell something else"),
    ],
)
def test_what_is_told_otherwise_than_the_quotes_have_it_is_named(claim: str, fault: str) -> None:
    found = disagreement(claim, [TRAMS, FERRY])
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    "claim",
    [
        "On Monday, Mayor Ana Ruiz told Tom Briggs that some riders will pay 3 dollars a week in May for the new line.",
        TRAMS.replace("3 dollars", "$3"),
        TRAMS.replace("will pay", "are going to pay"),
        TRAMS.replace("told", "informed"),
        TRAMS.replace("some", "certain"),
        f"{TRAMS[:-1]}, and the ferry of Lowport carried 300 people across the bay during the storm.",
        "Some riders will pay 3 dollars a week in May for the new line.",
    ],
)
def test_what_is_worded_moved_or_joined_otherwise_is_let_pass(claim: str) -> None:
    assert disagreement(claim, [TRAMS, FERRY]) == ()


@pytest.mark.parametrize("lead", ["One of the", "Among the"])
def test_one_of_many_at_the_start_is_not_left_out_unseen(lead: str) -> None:
    quote = f"{lead} most affected towns would be Norhaven, where fares could double within a year."
    claim = "The most affected towns would be Norhaven, where fares could double within a year."
    assert any("leaves out" in one for one in disagreement(claim, [quote]))


def test_an_aside_takes_its_hedge_with_it() -> None:
    quote = "The mayor, who may run again in the spring, opened the tram line on Monday in Norhaven."
    assert disagreement("The mayor opened the tram line on Monday in Norhaven.", [quote]) == ()


@pytest.mark.parametrize(
    ("one", "other"), [("likely", "unlikely"), ("strengthened", "weakened"), ("men's", "women's"), ("against", "for")]
)
def test_opposites_are_known_by_pairs_their_endings_and_prefixes(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)
    assert not opposed(one, one)
