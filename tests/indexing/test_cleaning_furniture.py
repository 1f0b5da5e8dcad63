"""Lines that no rule knows: what their signs and neighbours make of them."""

import math
from itertools import pairwise, product

import pytest

from indexing.cleaning import Reason, chain, clean
from indexing.cleaning.lines import Line
from indexing.cleaning.signs import signs
from indexing.cleaning.words import Words
from indexing.readers.markup import parse

FIRST = "The lock on the canal reopened on Monday after a year of repairs."
LAST = "Barges that waited at both of its ends passed it before the evening."
BUTTONS = ("Share", "Subscribe to our newsletter")
UNKNOWN = ("Manage your saved canal stories", "View all our sponsors")


def kept(*lines):
    return clean(parse("\n\n".join(lines), plain=True).lines, plain=True).text.split("\n\n")


def test_lines_that_speak_of_the_page_among_its_junk_are_cut():
    assert kept(FIRST, LAST, BUTTONS[0], *UNKNOWN, BUTTONS[1]) == [FIRST, LAST]


def test_nothing_is_cut_by_likelihood_where_no_rule_finds_junk():
    assert [line.lstrip("# ") for line in kept(FIRST, *UNKNOWN, LAST)] == [FIRST, *UNKNOWN, LAST]


@pytest.mark.parametrize(
    "body",
    [
        ["Ardle Lock on the upper canal", "Brandon Lock at the mill", "Corry Lock by the railway bridge"],
        ["THE WEEK ON THE WATER"],
        ["Mills 3, Harbour 1"],
        ["The share of comments on privacy that our readers sign was small."],
        ["Correction: this story has been amended to give the name of our site."],
    ],
)
def test_lists_headings_scores_corrections_and_sentences_stay_among_junk(body):
    found = kept(FIRST, BUTTONS[0], *body, BUTTONS[1], LAST)
    assert [line.lstrip("# ") for line in found] == [FIRST, *body, LAST]


def test_a_short_line_above_a_sentence_stays_as_its_heading():
    assert kept(FIRST, *BUTTONS, "Stories of the Canal", LAST) == [FIRST, "## Stories of the Canal", LAST]


@pytest.mark.parametrize(
    "caption",
    [
        ("The lock gates on Monday. Ana Ruiz/Lowland Press/Harbour Images",),
        ("The lock gates on Monday.Ana Ruiz/The Harbour Post",),
        ("The gates of the lock (Source: The Harbour Post)",),
        ("Open this photo in gallery:", "The lock, which was built in 1802, on Monday."),
        ("The lock, which was built in 1802, on Monday.", "Ana Ruiz | Harbour Post | Lowland"),
    ],
)
def test_a_caption_is_known_by_its_credit_or_by_the_line_beside_it(caption):
    result = clean(parse("\n\n".join((FIRST, *caption, LAST)), plain=True).lines, plain=True)
    assert result.text.split("\n\n") == [FIRST, LAST]
    assert {cut.reason for cut in result.cuts} == {Reason.IMAGE_RESIDUE}


def test_a_row_of_a_table_and_a_squad_are_no_captions():
    rows = [
        "Club | Played | Points",
        "Mills | Won | Lost",
        "Keepers: Ana Ruiz (Mills/Lowland), Li Wei (Harbour/Lowland)",
    ]
    assert [line.lstrip("# ") for line in kept(FIRST, *rows, LAST)] == [FIRST, *rows, LAST]


def test_the_likelihood_of_a_line_is_that_of_all_ways_to_part_the_page():
    page = [("bias", "known"), ("bias", "open_short", "tells"), ("bias", "closed_long"), ("bias", "open_tiny")]
    weighed = {way: math.exp(_log_weight(page, way)) for way in product((False, True), repeat=len(page))}
    for index, likely in enumerate(chain.likelihoods(page)):
        junk = sum(weight for way, weight in weighed.items() if way[index])
        assert likely == pytest.approx(junk / sum(weighed.values()))


def _log_weight(page, way):
    odds = sum(chain.WEIGHTS[sign] for line, junk in zip(page, way, strict=True) if junk for sign in line)
    return odds + math.log(chain.STAY) * sum(a == b for a, b in pairwise(way))


def test_words_are_taken_with_what_joins_them_and_in_parts():
    words = Words.of("Sign-up: The READER’s 2nd (free) e-mail, naïve_x")
    assert sorted(words.lettered) == ["READER’s", "Sign-up", "The", "e-mail", "free", "naïve_x", "nd"]
    assert words.whole == {"sign-up", "the", "reader's", "2nd", "free", "e-mail", "naïve_x"}
    assert words.parts == {"sign", "up", "the", "reader", "s", "2nd", "free", "e", "mail", "naïve_x"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("An hour AGO", "day"),
        ("A ½ cup of milk", "amount"),
        ("Harbour · Lowland", "bars"),
        ("Write to desk@harbour.example", "reaches"),
        ("PHOTOGRAPHS: Ana Ruiz", "credits"),
        ("The Lecturer", "trade"),
        ("(updated)", "bracketed"),
        ("How to LOG IN", "matters_1"),
        ("All of This Page", "owns"),
        ("What you’d like", "readers"),
    ],
)
def test_a_sign_is_seen_in_a_line_that_has_it(text: str, sign: str):
    assert sign in signs([Line(1, text)], ())[0]
    assert sign not in signs([Line(1, "The lock on the canal")], ())[0]
