import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.sentences import sentences
from service.verification.clauses import Bond, clauses, holding
from service.wording import words

_WORDS = st.sampled_from(
    "the mayor Ana Reyes said opened that which who , ; . and but when after because saying founded by a bridge “ ” ( )"
    " was sold\n\n it in May according to".split(" ")
)
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_WORDS, max_size=40).map(" ".join))


@given(_TEXTS)
def test_clauses_stand_where_they_say_in_order_and_apart(text):
    end = 0
    for one in clauses(text):
        assert text[one.start : one.end] == one.text
        assert end <= one.start < one.end
        end = one.end


@given(_TEXTS)
def test_every_word_of_a_sentence_stands_in_a_clause(text):
    spans = [(one.start, one.end) for one in clauses(text)]
    for sentence in sentences(text):
        for word in words(text[sentence.start : sentence.end]):
            at = sentence.start + word.start
            assert any(start <= at < end for start, end in spans)


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        (
            "The council opened the bridge, and the mayor sang songs.",
            ["The council opened the bridge", "and the mayor sang songs."],
        ),
        ("Prices rose in May but fell in June.", ["Prices rose in May", "but fell in June."]),
        ("The ferry, which opened in May, was sold.", ["The ferry", "which opened in May", "was sold."]),
        ("He met the man who sold the ferry.", ["He met the man", "who sold the ferry."]),
        ("He crossed the bridge that was closed in May.", ["He crossed the bridge", "that was closed in May."]),
        ("They left for the town, where they met friends.", ["They left for the town", "where they met friends."]),
        ("The mayor closed the road, saying it was unsafe.", ["The mayor closed the road", "saying it was unsafe."]),
        ("Ana Reyes, the mayor of Harlow, resigned.", ["Ana Reyes", "the mayor of Harlow", "resigned."]),
        (
            "After two years of work, the council opened the bridge.",
            ["After two years of work", "the council opened the bridge."],
        ),
        ("Sales fell in May, the ministry said.", ["Sales fell in May", "the ministry said."]),
        ("The road is closed; it will open in May.", ["The road is closed", "it will open in May."]),
    ],
)
def test_a_claim_is_split_at_its_clauses(claim, parts):
    assert [one.text for one in clauses(claim)] == parts


@pytest.mark.parametrize(
    "claim",
    [
        "He bought apples, pears, and plums.",
        "The mayor said “the men who came and left were late” on Tuesday.",
        "The council said that the bridge is closed.",
        "Trade and industry grew in Harlow.",
    ],
)
def test_lists_quotations_and_what_is_said_stay_whole(claim):
    assert [one.text for one in clauses(claim)] == [claim]


def test_a_clause_by_itself_has_the_subject_that_it_leaves_out():
    claim = "Ana Reyes, the mayor of Harlow, opened the ferry that was sold in May, saying it was safe, and left early."
    told = {one.bond: one.statement for one in clauses(claim)}
    assert told[Bond.APPOSITION] == "Ana Reyes is the mayor of Harlow."
    assert told[Bond.RELATIVE] == "The ferry was sold in May."
    assert told[Bond.PARTICIPLE] == "Ana Reyes was saying it was safe."
    assert told[Bond.COORDINATE] == "Ana Reyes left early."


def test_each_sentence_has_clauses_of_its_own():
    claim = "The road is closed. It will open in May, and the mayor is glad."
    assert [one.bond for one in clauses(claim)] == [Bond.MAIN, Bond.MAIN, Bond.COORDINATE]
    start, end = holding(claim, claim.index("glad"))
    assert claim[start:end] == "and the mayor is glad."
    assert holding("", 3) == (0, 0)
