"""What a question asks for, and whether a text holds it."""

import pytest

from service.retrieval.expectation import Kind, expected, holds, names, numbers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who briefed the president?", Kind.NAME),
        ("Which country hosted the forum?", Kind.NAME),
        ("How many points does the plan have?", Kind.NUMBER),
        ("What percentage of voters agree?", Kind.NUMBER),
        ("When did the war begin?", Kind.TIME),
        ("In which year did it end?", Kind.TIME),
        ("Why was the draft criticized?", Kind.ANY),
        ("How did he describe the meeting?", Kind.ANY),
    ],
)
def test_the_kind_is_told_by_the_form_of_the_question(question: str, kind: Kind) -> None:
    assert expected(question) is kind


def test_a_name_that_the_question_gives_is_no_answer() -> None:
    question = "Who succeeded Anna Berg?"
    assert not holds(Kind.NAME, question, "Yesterday the party thanked Anna Berg.")
    assert holds(Kind.NAME, question, "Anna Berg was followed by Jonas Holm.")


def test_a_number_that_the_question_gives_is_no_answer() -> None:
    question = "How many of the 20 bridges are closed?"
    assert not holds(Kind.NUMBER, question, "The city has 20 bridges.")
    assert holds(Kind.NUMBER, question, "Of the 20 bridges, seven are closed.")


def test_the_capital_of_a_first_word_makes_no_name() -> None:
    assert names("Talks went on. The mayor of Oslo left.") == {"oslo"}


def test_numbers_are_compared_without_separators() -> None:
    assert numbers("About 5,000 people, 12.5 of 100.") == {"5000", "12.5", "100"}
