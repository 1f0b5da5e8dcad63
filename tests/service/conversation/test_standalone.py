import pytest

from service.conversation.standalone import standalone
from service.conversation.turn import Turn

BRIDGE = Turn(
    "Who called the meeting in Tallinn useful?",
    ("Marta Kask, an adviser to the harbor board, called the meeting in Tallinn useful.",),
)
FERRY = Turn("How many cabins did the earlier Danish draft contain?", ("The draft contained 28 cabins.",))
WANTS = Turn("What does Norway want?", ("Norway wants a shorter route.",))
ACCEPTED = Turn("Has Norway accepted the plan?")
OPENED = Turn("When did Estonia's full-scale rebuilding begin?", ("It began in February 2022.",))
SAID = Turn("What did Anna Weber say about the talks in Bergen?", ("They call for patience, Weber said.",))
CAPITALS = Turn("What do Oslo and Helsinki want?")
COUNTED = Turn("How many ships did Norway have in Denmark in 2021?")
PLAN = Turn("How many points does the harbor plan have?", ("Two towns agreed on a 20-point harbor plan.",))


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (BRIDGE, "What did he say about that?", "What did Marta Kask say about the meeting in Tallinn?"),
        (BRIDGE, "What did she want?", "What did Marta Kask want?"),
        (BRIDGE, "Who was there?", "Who was at the meeting in Tallinn?"),
        (BRIDGE, "And when was that?", "When was the meeting in Tallinn?"),
        (SAID, "Where were they held?", "Where were the talks in Bergen held?"),
        (SAID, "Did she say that Norway would sign?", "Did Anna Weber say that Norway would sign?"),
        (FERRY, "Who wrote it?", "Who wrote the earlier Danish draft?"),
        (WANTS, "What do they say about ferries?", "What does Norway say about ferries?"),
        (WANTS, "Does it want ferries to grow?", "Does Norway want ferries to grow?"),
        (CAPITALS, "What do they offer in return?", "What do Oslo and Helsinki offer in return?"),
    ],
)
def test_a_pronoun_is_replaced_by_what_it_means(before: Turn, question: str, whole: str) -> None:
    assert standalone(question, (before,)) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (FERRY, "and in the later plan?", "How many cabins did the later plan contain?"),
        (WANTS, "And Denmark?", "What does Denmark want?"),
        (WANTS, "What about Lindqvist?", "What does Lindqvist want?"),
        (SAID, "And Lindqvist?", "What did Lindqvist say about the talks in Bergen?"),
        (SAID, "about the ferry?", "What did Anna Weber say about the ferry?"),
        (CAPITALS, "and Riga?", "What does Riga want?"),
        (COUNTED, "and in 2022?", "How many ships did Norway have in Denmark in 2022?"),
        (COUNTED, "And in Sweden?", "How many ships did Norway have in Sweden in 2021?"),
        (OPENED, "Why?", "Why did Estonia's full-scale rebuilding begin?"),
        (OPENED, "and where?", "Where did Estonia's full-scale rebuilding begin?"),
        (ACCEPTED, "Why not?", "Has Norway accepted the plan, and why not?"),
        (BRIDGE, "And her deputy?", "Who called the meeting in Tallinn useful, and Marta Kask’s deputy?"),
    ],
)
def test_what_a_follow_up_leaves_out_comes_from_the_question_before(before: Turn, question: str, whole: str) -> None:
    assert standalone(question, (before,)) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Is it still true?", "Has Norway accepted the plan now?"),
        ("Are you sure?", "Has Norway accepted the plan?"),
        ("Tell me more", "What is known about Norway and the plan?"),
        ("Can you give me more details, please?", "What is known about Norway and the plan?"),
    ],
)
def test_a_follow_up_that_says_nothing_of_its_own_asks_again(question: str, whole: str) -> None:
    assert standalone(question, (ACCEPTED,)) == whole


def test_the_plan_is_named_in_full_where_the_conversation_has_more_of_its_name() -> None:
    assert (
        standalone("What does the plan say about ferries?", (PLAN,)) == "What does the harbor plan say about ferries?"
    )


def test_a_question_that_leans_on_no_single_phrase_is_told_what_it_is_about() -> None:
    assert standalone("What do the other parties say?", (WANTS,)) == "What do the other parties say, about Norway?"


def test_a_follow_up_of_a_follow_up_leans_on_how_the_first_was_read() -> None:
    second = Turn(standalone("Who wrote it?", (FERRY,)), ("Jens Holm wrote the earlier Danish draft.",))
    assert standalone("When was he born?", (FERRY, second)) == "When was Jens Holm born?"


def test_a_person_spoken_of_some_turns_ago_is_still_meant() -> None:
    assert standalone("Where does she live?", (BRIDGE, COUNTED)) == "Where does Marta Kask live?"


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Australia?",
        "Which city hosted the regatta?",
        "Is it possible to travel to Riga?",
        "How long does it take to cross the strait?",
        "Did the mayor say that he would resign?",
        "Has Sweden changed its position?",
        "Why do owners say they lose money?",
        "What is a lighthouse and how does it work?",
        "Are there any ferries to Riga?",
        "What happened this year?",
        "Which articles do those who live in Riga read?",
        "What was the deal that both Sweden and Finland signed?",
        "Does the captain know her own ship?",
        "What matters when it comes to safety at sea?",
    ],
)
@pytest.mark.parametrize("before", [BRIDGE, FERRY, WANTS, SAID, PLAN])
def test_a_question_that_stands_alone_is_left_as_it_is(before: Turn, question: str) -> None:
    assert standalone(question, (before,)) == question


def test_the_first_question_is_left_as_it_is() -> None:
    assert standalone("What did he say about that?", ()) == "What did he say about that?"
