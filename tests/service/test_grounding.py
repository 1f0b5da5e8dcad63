import pytest

from service.grounding import ground

BRIDGE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros, the mayor said."
FERRY = "The ferry to the islands stops in October. Its captain retires after thirty years at sea."


@pytest.fixture
def two(evidence):
    return evidence("What did the bridge cost?", BRIDGE, FERRY).hits


def test_the_sentence_that_says_it_is_found(two):
    (quote,) = ground("The bridge cost 20 million euros.", two, (0, 1))
    assert quote.text == "The bridge cost 20 million euros, the mayor said."
    assert BRIDGE[quote.start : quote.end] == quote.text


def test_a_statement_over_two_sentences_gets_both(two):
    quotes = ground("Anna Berg opened the bridge, which cost 20 million euros.", two, (0, 1))
    assert {quote.text for quote in quotes} == {
        "Anna Berg opened the old harbour bridge on Tuesday.",
        "The bridge cost 20 million euros, the mayor said.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Penguins live in Antarctica.",
        "The bridge collapsed after a violent storm destroyed several pillars.",
        "It is.",
        "",
    ],
)
def test_what_no_sentence_says_is_not_grounded(two, text):
    assert ground(text, two, (0, 1)) == ()


def test_only_the_passages_asked_for_are_looked_at(two):
    assert ground("The bridge cost 20 million euros.", two, (1,)) == ()


def test_two_articles_never_make_one_claim(evidence):
    hits = evidence("?", "Anna Berg opened the bridge.", "The bridge cost 20 million euros.").hits
    quotes = ground("Anna Berg opened the bridge, which cost 20 million euros.", hits, (0, 1))
    assert len({quote.hit for quote in quotes}) <= 1
