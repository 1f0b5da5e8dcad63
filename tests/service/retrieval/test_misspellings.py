"""Misspelt words of a question, put right by the words of the articles and by nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from service.retrieval.misspellings import Spelling

CLOCK = (
    "The renovation of the clock tower in Aldersea was negotiated by Jonas Holmquist. Holmquist asked for a compromise."
)


@pytest.fixture
def spelling(corpus: Corpus, write: Callable[..., Path]) -> Spelling:
    sync(corpus, [str(write("clock", CLOCK).parent)])
    return Spelling(corpus.keywords, corpus.catalog, {"towel"}.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wen was teh clock tower renovated", "when was the clock tower renovated"),
        ("waht did holmqvist negotiate", "what did Holmquist negotiate"),
        ("who asked for a compromize in Aldersee?", "who asked for a compromise in Aldersea?"),
        ("the renovatoin of the tower", "the renovation of the tower"),
    ],
)
def test_a_misspelt_word_becomes_the_word_of_the_articles(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.corrected(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who negotiated the renovation of the clock tower?",  # nothing is wrong with it
        "whos asked for the compromise",  # an apostrophe that is left out
        "Did they throw in the towel?",  # a word of the language that no article uses
        "What does the Kremlin say about NATO?",  # words that no article is close to
        "Did Jones pay for the tower?",  # a short name that may be another person's
        "Is 2024 the year of the F16 tower?",
        "",
    ],
)
def test_what_is_spelt_well_or_may_be_something_else_is_left_alone(spelling: Spelling, question: str) -> None:
    assert spelling.corrected(question) == question


def test_a_word_is_never_put_right_where_there_are_no_articles(corpus: Corpus) -> None:
    assert Spelling(corpus.keywords, corpus.catalog, lambda _: False).corrected("teh clok tower") == "the clok tower"
