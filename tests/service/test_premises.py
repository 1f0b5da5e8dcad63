import pytest

from service.premises import embedded, supposed, untold


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why did Anna Berg sell the ferry?", "Anna Berg did sell the ferry."),
        ("When has the Harbour Board of Wells closed the quay?", "The Harbour Board of Wells has closed the quay."),
        ("How did Wells and Dunmore share the cost?", "Wells and Dunmore did share the cost."),
        ("Since the mayor has resigned, who leads the town?", "The mayor has resigned."),
        ("What did Berg say when she met the captain?", "She met the captain."),
    ],
)
def test_what_a_question_takes_for_granted_is_a_statement(question: str, statement: str) -> None:
    assert supposed(question) == statement


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "How many people live in Wells?",
        "Why did the old captain resign?",  # where the subject ends cannot be told
        "Why did Danish sailors strike?",
        "Why did Harlow owners strike early?",
        "Why is it so?",
        "Why did Berg win?",
        "",
    ],
)
def test_where_no_premise_can_be_told_there_is_none(question: str) -> None:
    assert supposed(question) is None


def test_a_premise_is_untold_where_no_sentence_has_all_its_words() -> None:
    assert untold("Anna did sell the ferry.", ["Anna owns the ferry.", "She sells it."])
    assert not untold("Anna did sell the ferry.", ["Anna owns it.", "Anna sells the ferry."])


def test_a_premise_stands_in_a_sentence_without_its_full_stop() -> None:
    assert embedded("The mayor has resigned.") == "the mayor has resigned"
    assert embedded("Anna did sell the ferry.") == "Anna did sell the ferry"
