from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.articles import Article, Fields
from indexing.blocks import Kind, blocks
from indexing.sentences import sentences
from indexing.splitting import PASSAGE_CHARACTERS, split

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
PROSE = ["The ", "mayor ", "said ", "no. ", "U.S. ", "Tuesday. ", "“Why?” ", "p.m. ", "...", "# ", "- ", "1. ", "Q: "]
ODD = [
    "\n",
    "\r\n",
    "\n\n",
    "\u2028",
    "\t",
    "\u00a0",
    "\x00",
    "e\u0301",
    FAMILY,
    "👍🏽",
    "\ud800",
    "(",
    '"',
    "不要。",
    "",
    "a" * 40,
]
WORDS = st.sampled_from([*PROSE, *ODD])
HOSTILE = st.one_of(
    st.lists(WORDS, max_size=120).map("".join),
    st.text(st.characters(), max_size=400),
    st.tuples(st.text(min_size=1, max_size=12), st.integers(1, 90)).map(lambda pair: pair[0] * pair[1]),
)

patient = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def article(text):
    return Article("a", "a.txt", Fields(), text)


@patient
@given(HOSTILE, st.integers(20, 200))
def test_passages_are_exact_ordered_bounded_and_hold_every_sentence(text, size):
    passages = split(article(text), size)
    assert all(text[p.start : p.end] == p.text and p.text.strip() == p.text != "" for p in passages)
    assert all(len(p.text) <= size for p in passages)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    covered = set()
    for passage in passages:
        covered.update(range(passage.start, passage.end))
    for sentence in sentences(text):
        assert all(at in covered or text[at].isspace() for at in range(sentence.start, sentence.end))


@patient
@given(HOSTILE)
def test_with_passages_longer_than_sentences_no_sentence_is_torn(text):
    passages = split(article(text), 1_300)
    for sentence in sentences(text):
        assert sum(p.start <= sentence.start and sentence.end <= p.end for p in passages) == 1


@patient
@given(HOSTILE)
def test_sentences_hold_every_letter_outside_headings(text):
    spans = sentences(text)
    said = "".join(text[s.start : s.end] for s in spans)
    lines = "".join(text[b.start : b.end] for b in blocks(text) if b.kind is not Kind.HEADING)
    assert "".join(said.split()) == "".join(lines.split())


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1_000_000,
        "a" * 5_000_000,
        "The quay was rebuilt after the flood. " * 131_000,
        FAMILY * 1_000_000,
        "e\u0301" * 2_500_000,
        "?!" * 2_500_000,
        "(“" * 200_000,
        "\u0301" * 1_000_000,
    ],
    ids=["words", "one word", "sentences", "families", "accents", "marks", "open quotes", "only accents"],
)
def test_five_megabytes_in_one_line_are_split_exactly(text):
    passages = split(article(text))
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert max(len(p.text) for p in passages) <= PASSAGE_CHARACTERS
    assert sum(len(p.text.replace(" ", "")) for p in passages) == len(text.replace(" ", ""))


def test_an_emoji_family_and_an_accent_are_never_torn():
    for piece in split(article(FAMILY * 300), 100):
        assert not piece.text.startswith("\u200d") and not piece.text.endswith("\u200d")
    for piece in split(article("e\u0301" * 300), 99):
        assert not piece.text.startswith("\u0301")


def test_a_passage_knows_the_heading_that_it_stands_under():
    lead = "Lead paragraph of the story, before any heading."
    text = f"{lead}\n\n## Costs\n\nIt cost ten crowns.\n\n## Dates\n\nIt was in May."
    assert [(p.heading, p.text) for p in split(article(text), 48)] == [
        (None, lead),
        ("Costs", "It cost ten crowns."),
        ("Dates", "It was in May."),
    ]


def test_short_lines_without_a_mark_are_text_and_not_headings():
    text = "These towns take part:\n\nAldersea\n\nBrinmouth\n\nCorve"
    assert "Brinmouth" in [text[s.start : s.end] for s in sentences(text)]


def test_list_items_and_questions_lose_their_marker_in_sentences():
    text = "- The lock reopened.\n\n2. The bridge did not.\n\nQ: When will it?\n\nA: In May."
    found = [text[s.start : s.end] for s in sentences(text)]
    assert found == ["The lock reopened.", "The bridge did not.", "When will it?", "In May."]


def test_sentences_do_not_break_after_common_abbreviations():
    text = "The U.S. Tuesday raised the tariff at 5 p.m. on the dot. Nobody objected."
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "The U.S. Tuesday raised the tariff at 5 p.m. on the dot.",
        "Nobody objected.",
    ]


def test_sentences_of_a_stretch_stay_within_it():
    text = "One came. Two came.\n\nThree came."
    assert [(s.start, s.end) for s in sentences(text, 10, 19)] == [(10, 19)]
