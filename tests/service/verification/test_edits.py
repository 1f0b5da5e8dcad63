"""Where a claim that nearly copies a sentence differs from it, and what a difference is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.verification import insertions, order, plans, replacements, roles, scope, times
from service.verification.edits import compared
from service.verification.opposites import PAIRS, opposed
from service.verification.pieces import pieces
from service.verification.rules import broken, contradicts
from service.verification.synonyms import same

BRIDGE = "The council of Harlow opened the new bridge on Tuesday after two years of work by Nordbau."
FERRY = "Ana Reyes told Tom Briggs that some residents of Harlow will lose the ferry this year."


@pytest.mark.parametrize(
    ("check", "claim", "evidence", "rule"),
    [
        (
            replacements,
            BRIDGE.replace("Nordbau", "Harlow Steel"),
            f"{BRIDGE} Harlow Steel came later.",
            "fact_replaced",
        ),
        (replacements, BRIDGE.replace("two", "six"), f"{BRIDGE} It has six lanes.", "fact_replaced"),
        (replacements, BRIDGE.replace("Tuesday", "Friday"), f"{BRIDGE} The fair is on Friday.", "fact_replaced"),
        (replacements, BRIDGE.replace("bridge", "school"), f"{BRIDGE} A school is near.", "words_replaced"),
        (insertions, BRIDGE.replace(".", " and served cold lemonade to weary visitors."), BRIDGE, "words_added"),
        (order, BRIDGE.replace(".", " because of a flood."), f"{BRIDGE} There was a flood.", "cause_added"),
        (plans, FERRY.replace("will lose", "lost"), FERRY, "plan_done"),
        (scope, FERRY.replace("some", "all"), FERRY, "scope_widened"),
        (scope, FERRY.replace("will lose", "will always lose"), FERRY, "scope_widened"),
        (
            scope,
            "Nordbau is the largest builder of new bridges in Harlow.",
            "Nordbau is one of the largest builders of new bridges in Harlow.",
            "scope_widened",
        ),
        (times, FERRY.replace("this year", "last year"), FERRY, "time_differs"),
        (
            roles,
            FERRY.replace("Ana Reyes told Tom Briggs", "Tom Briggs told Ana Reyes"),
            FERRY,
            "roles_swapped",
        ),
        (
            roles,
            "In the town of Briggs the ferry was late again, Tom Harlow told reporters of the radio.",
            "In the town of Harlow the ferry was late again, Tom Briggs told reporters of the radio.",
            "roles_swapped",
        ),
    ],
)
def test_a_copy_with_one_fact_made_up_is_told(check, claim, evidence, rule):
    reasons = check.check(claim, evidence)
    assert rule in {reason.rule for reason in reasons}
    for reason in reasons:
        if reason.claim_span is not None:
            assert claim[slice(*reason.claim_span)].strip()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (BRIDGE.replace("two", "2"), BRIDGE),
        (BRIDGE.replace("new ", ""), BRIDGE),
        ("On Tuesday the council of Harlow opened the new bridge after two years of work by Nordbau.", BRIDGE),
        ("After two years of work by Nordbau, the council of Harlow opened the new bridge on Tuesday.", BRIDGE),
        ("The council of Harlow opened the new bridge on Tuesday.", BRIDGE),
        (BRIDGE.replace("years of work", "years of labour"), BRIDGE),
        (f"{BRIDGE[:-1]}, and {FERRY}", f"{BRIDGE} {FERRY}"),
        (FERRY.replace("will lose", "won't keep"), FERRY.replace("will lose", "will not keep")),
        ("The old bridge was closed by the council of Harlow.", "The council of Harlow closed the old bridge."),
        (
            "Tom Briggs and Ana Reyes opened the new bridge of Harlow.",
            "Ana Reyes and Tom Briggs opened the new bridge of Harlow.",
        ),
        (
            "She is certain that all the ferries to Harlow have been sold.",
            "She is certain that all of the ferries to Harlow have been sold.",
        ),
    ],
)
def test_what_is_still_true_is_left_alone(claim, evidence):
    assert broken(claim, [evidence]) == ()


def test_a_passive_may_name_the_two_the_other_way_round():
    active = "Nordbau sued Harlow Steel over the new bridge in the old town."
    assert roles.check("Harlow Steel was sued by Nordbau over the new bridge in the old town.", active) == ()


def test_the_reason_names_the_false_clause_of_two():
    claim = f"{BRIDGE[:-1]}, and the mayor sang merry songs about sheep."
    (reason,) = insertions.check(claim, BRIDGE)
    assert claim[slice(*reason.claim_span)] == "mayor sang merry songs about sheep"


def test_a_number_in_the_place_of_another_contradicts_though_it_stands_elsewhere():
    evidence = f"{BRIDGE} It has six lanes."
    assert contradicts(broken(BRIDGE.replace("two", "six"), [evidence]))


def test_a_claim_in_words_of_its_own_is_not_compared():
    assert compared("Drivers may at last cross the river in the town again.", BRIDGE) == ()


@given(st.text(max_size=120))
def test_no_text_differs_from_itself(text):
    assert all(not near.edits for near in compared(text, text))


@given(st.text(max_size=120))
def test_pieces_stand_where_they_say(text):
    assert all(text[one.start : one.end] == one.text for one in pieces(text))


def test_no_opposites_pass_for_synonyms_and_every_pair_goes_both_ways():
    assert opposed("rising", "falls")
    assert opposed("won", "lost")
    assert not opposed("won", "win")
    assert all((other, one) in PAIRS for one, other in PAIRS)
    assert same("children", "kids")
    assert same("used", "employed")
    assert not same("council", "company")
