"""Words cut out behind a verb, so that others slide into their place."""

import pytest

from service.verification.complements import check

LEADERS = (
    "The two party leaders were at odds over the council’s resolution to censure the members Ana Ruiz and Tom Byrne "
    "for serving on the harbour committee."
)
LETTER = "Prime Minister Anna Berg praised the long letter to Otto Lind on Monday in the harbour of Norhaven."
TEACHER = "Maria Holm was, officials said, a teacher and the first woman to run the bakery on Fisher Street."


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The two party leaders were Ana Ruiz and Tom Byrne.", LEADERS, "were Ana"),
        ("Prime Minister Anna Berg praised Otto Lind on Monday in the harbour of Norhaven.", LETTER, "praised Otto"),
    ],
)
def test_a_noun_that_slides_behind_the_verb_is_named(claim: str, evidence: str, said: str) -> None:
    (reason,) = check(claim, evidence)
    assert reason.rule == "complement_replaced"
    assert reason.claim_span and claim[slice(*reason.claim_span)] == said


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The two party leaders were at odds over the resolution to censure Ana Ruiz and Tom Byrne.", LEADERS),
        ("Prime Minister Anna Berg praised the letter to Otto Lind on Monday in Norhaven.", LETTER),
        ("Maria Holm was a teacher and the first woman to run the bakery on Fisher Street.", TEACHER),
        ("Maria Holm was the first woman to run the bakery on Fisher Street.", TEACHER),
        (
            "The tower was the tallest of the town for a hundred years.",
            "The tower was on 3 May 1911 the tallest of the town for a hundred years.",
        ),
    ],
)
def test_asides_times_and_one_of_several_may_be_left_out(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()
