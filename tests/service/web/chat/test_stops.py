from hypothesis import given
from hypothesis import strategies as st

from service.web.chat.stops import cut, settled

LETTERS = st.text("ab", max_size=12)
STOPS = st.lists(st.text("ab", min_size=1, max_size=4), max_size=3)


def test_a_text_ends_before_the_first_stop_sequence_in_it() -> None:
    assert cut("one two three", ["three", " two"]) == "one"
    assert cut("one two three", ["four"]) == "one two three"


@given(LETTERS, LETTERS, STOPS)
def test_what_was_settled_stands_however_the_text_goes_on(begun: str, further: str, stops: list[str]) -> None:
    assert cut(begun + further, stops).startswith(settled(begun, stops))


@given(LETTERS, STOPS)
def test_nothing_is_held_back_but_what_may_be_a_stop_sequence(text: str, stops: list[str]) -> None:
    held = cut(text, stops).removeprefix(settled(text, stops))
    assert held == "" or any(stop.startswith(held) for stop in stops)
