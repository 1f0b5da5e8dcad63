"""Which stretches of a text are claims, and where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.verification.claims import claims


def texts(text: str) -> list[str]:
    return [claim.text for claim in claims(text)]


def test_each_sentence_that_says_something_is_a_claim_at_its_place() -> None:
    text = "# The bridge\n\nHello! The bridge cost 20 million euros. Who paid?\n\n- Anna Berg opened it on Tuesday."
    found = list(claims(text))
    assert [claim.text for claim in found] == ["The bridge cost 20 million euros.", "Anna Berg opened it on Tuesday."]
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "The articles do not say.",
        "The passages do not mention who paid.",
        "Is the bridge open?",
        "Dear readers, thank you for your letters.",
        "I hope this helps with your article.",
        "Here are the main points of it:",
        "Yes.",
        "",
    ],
)
def test_questions_greetings_and_refusals_are_no_claims(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    "frame", ["According to the articles, ", "Based on the provided passages, ", "The articles say that "]
)
def test_a_frame_is_left_out_of_the_claim_that_it_opens(frame: str) -> None:
    assert texts(f"{frame}the bridge cost 20 million euros.") == ["the bridge cost 20 million euros."]


def test_a_quotation_over_several_sentences_is_one_claim() -> None:
    said = "Berg said: “The bridge stands. It will stand for ever. Nobody need fear it.”"
    assert texts(f"{said} The ferry stops in October.") == [said, "The ferry stops in October."]


def test_abbreviations_end_no_claim() -> None:
    assert texts("Dr. Berg met U.S. officials at 5 p.m. on Monday in the town hall.") == [
        "Dr. Berg met U.S. officials at 5 p.m. on Monday in the town hall."
    ]


@given(st.text(alphabet=st.sampled_from('ab “”".?!\n-#1é\u0301'), max_size=200))
def test_claims_stand_where_they_say_in_order_and_apart(text: str) -> None:
    found = list(claims(text))
    assert all(text[claim.start : claim.end] == claim.text for claim in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_line_without_a_full_stop_above_a_paragraph_is_a_heading() -> None:
    text = "Harbour bridge opens\n\nThe bridge opened in May.\n\nWhat it cost\nThe town paid 20 million euros."
    assert [one.text for one in claims(text)] == ["The bridge opened in May.", "The town paid 20 million euros."]


@pytest.mark.parametrize(
    "text", ["The bridge opened in May", "- The bridge opened in May\n- The town paid 20 million euros"]
)
def test_a_draft_of_one_line_and_the_lines_of_a_list_are_claims_without_a_full_stop(text: str) -> None:
    assert len(list(claims(text))) == text.count("The")
