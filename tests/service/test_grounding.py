import pytest

from service.drafting import DraftStatement
from service.grounding import ground
from service.quotes import Quote

BRIDGE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros, the mayor said."
FERRY = "The ferry to the islands stops in October. Its captain retires after thirty years at sea."


@pytest.fixture
def two(evidence):
    return evidence("What did the bridge cost?", BRIDGE, FERRY)


def test_a_copied_statement_keeps_its_exact_quote(two):
    quote = Quote(0, 0, 51, BRIDGE[:51])
    assert ground(DraftStatement(BRIDGE[:51], (0,), quote), two) == (quote,)


@pytest.mark.parametrize(
    "quote",
    [
        Quote(0, 1, 52, BRIDGE[:51]),
        Quote(0, 0, 51, BRIDGE[:50] + "!"),
        Quote(7, 0, 51, BRIDGE[:51]),
        Quote(0, 0, 0, ""),
        Quote(1, 0, 51, BRIDGE[:51]),
    ],
)
def test_a_quote_that_does_not_stand_in_its_passage_grounds_nothing(two, quote):
    assert ground(DraftStatement(quote.text, (0,), quote), two) == ()


def test_the_sentence_in_the_cited_passage_is_found(two):
    (quote,) = ground(DraftStatement("The bridge cost 20 million euros.", (0,)), two)
    assert quote.text == "The bridge cost 20 million euros, the mayor said."
    assert BRIDGE[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("cited", [(1,), (998,), (-1,), ()])
def test_a_wrong_or_invented_citation_is_mended(two, cited):
    (quote,) = ground(DraftStatement("The bridge cost 20 million euros.", cited), two)
    assert (quote.hit, quote.text) == (0, "The bridge cost 20 million euros, the mayor said.")


def test_a_statement_over_two_sentences_gets_both(two):
    quotes = ground(DraftStatement("Anna Berg opened the bridge, which cost 20 million euros.", (0,)), two)
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
    assert ground(DraftStatement(text, (0, 1)), two) == ()
