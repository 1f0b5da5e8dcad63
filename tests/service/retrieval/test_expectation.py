"""What a question asks for, and whether a text holds it."""

import pytest

from service.retrieval.expectation import Kind, expected, holds, names, numbers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who briefed the president?", Kind.NAME),
        ("Which country hosted the forum?", Kind.NAME),
        ("How many points does the plan have?", Kind.NUMBER),
        ("What percentage of voters agree?", Kind.SHARE),
        ("When did the war begin?", Kind.TIME),
        ("In which year did it end?", Kind.TIME),
        ("Why was the draft criticized?", Kind.REASON),
        ("How did he describe the meeting?", Kind.WORDS),
        ("Which phrase did the mayor use?", Kind.WORDS),
        ("How did he reach the meeting?", Kind.ANY),
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


@pytest.mark.parametrize("text", ["It closed in 2025.", "It is one of the oldest bridges.", "The 1990s saw COVID-19."])
def test_a_year_and_one_of_several_count_nothing(text: str) -> None:
    assert not holds(Kind.NUMBER, "How many bridges are closed?", text)


def test_a_share_is_a_percentage_or_a_fraction() -> None:
    question = "What share of voters agree?"
    assert not holds(Kind.SHARE, question, "The vote was held in 20 towns.")
    assert all(holds(Kind.SHARE, question, f"{share} agree.") for share in ("55%", "Two-thirds", "Nine out of ten"))


def test_may_is_a_month_only_with_a_capital() -> None:
    question = "When does the bridge open?"
    assert not holds(Kind.TIME, question, "The bridge may open again.")
    assert all(
        holds(Kind.TIME, question, text) for text in ("It opens in May.", "It is shut, the first time since Noah.")
    )


def test_a_reason_is_told_by_the_word_that_gives_it() -> None:
    question = "Why is the bridge closed?"
    assert holds(Kind.REASON, question, "It is closed because salt ate the iron.")
    assert not holds(Kind.REASON, question, "It is closed for two years.")


def test_the_capital_of_a_first_word_makes_no_name() -> None:
    assert names("Talks went on. The mayor of Oslo left.") == {"oslo"}


def test_numbers_are_compared_without_separators() -> None:
    assert numbers("About 5,000 people, 12.5 of 100.") == {"5000", "12.5", "100"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("They advanced by about 176 square miles a month.", False),
        ("They lost 12% of their tanks in three years.", False),
        ("A fund of $5 million was set up for widows.", False),
        ("At least 1,500 soldiers died in three years.", True),
    ],
)
def test_what_is_measured_does_not_say_how_many_there_are(text: str, counts: bool) -> None:
    assert holds(Kind.NUMBER, "How many soldiers have been killed?", text) is counts
    assert holds(Kind.NUMBER, "How many miles did they advance in how many years, and for how much?", text)


def test_a_word_that_only_opens_the_sentence_is_no_name() -> None:
    assert names("Did Anna Berg leave? The Harbour Board met.") == {"anna", "berg", "harbour", "board"}
    assert names("The US sent Theresa May.") == {"us", "theresa", "may"}
