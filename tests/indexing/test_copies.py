"""Near-copies: the same wire text under several owners."""

import pytest

from indexing.copies import Copies

TEXT = "The council of the town voted on Monday night to close the old bridge for two years of repairs and tests."


def test_a_text_that_another_owner_wrote_is_a_copy() -> None:
    copies = Copies()
    assert copies.original("first", TEXT) is None
    assert copies.original("second", TEXT + " More soon.") == 0


def test_an_owner_does_not_copy_itself() -> None:
    copies = Copies()
    copies.original("first", TEXT)
    assert copies.original("first", TEXT) is None


def test_texts_on_the_same_matter_in_other_words_are_no_copies() -> None:
    copies = Copies()
    copies.original("first", TEXT)
    assert (
        copies.original("second", "On Monday the councillors decided that the bridge stays closed until 2028.") is None
    )


def test_places_count_only_the_texts_that_were_kept() -> None:
    copies = Copies()
    other = "Schools open an hour later from next week on because buses are missing in the whole northern district."
    copies.original("first", TEXT)
    copies.original("second", TEXT)
    assert copies.original("third", other) is None
    assert copies.original("fourth", other) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("two years", "three years"),
        ("two years", "2 months"),
        ("close", "widen"),
        ("Monday", "Tuesday"),
        ("voted on", "did not vote on"),
        ("the town", "Aldersea"),
    ],
)
def test_a_text_with_another_fact_in_the_place_of_one_is_no_copy(word: str, other: str) -> None:
    copies = Copies()
    copies.original("first", TEXT)
    assert copies.original("second", TEXT.replace(word, other)) is None


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("repairs", "repair"),
        ("council", "Council"),
        ("voted on Monday", "voted Monday"),
        ("tests.", "tests, officials said."),
    ],
)
def test_another_spelling_or_an_aside_leaves_a_copy(written: str, other: str) -> None:
    copies = Copies()
    copies.original("first", TEXT)
    assert copies.original("second", TEXT.replace(written, other)) == 0
