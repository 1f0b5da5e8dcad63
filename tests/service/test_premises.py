import pytest

from service.premises import Premise, spoken_of, supposed, untold

SOLD = Premise("Anna did sell the ferry.", "Anna")
JOINED = Premise("Norway did join the union.", "Norway")
INVADED = Premise("Norhaven did invade Velmont.", "Norhaven")


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why did Anna Berg sell the ferry?", "Anna Berg did sell the ferry."),
        ("When has the Harbour Board of Wells closed the quay?", "The Harbour Board of Wells has closed the quay."),
        ("How did Wells and Dunmore share the cost?", "Wells and Dunmore did share the cost."),
        ("Since the mayor has resigned, who leads the town?", "The mayor has resigned."),
        ("What did Berg say when she met the captain?", "She met the captain."),
        ("What did Berg say after the captain resigned?", "The captain resigned."),
        ("Given that ferries run late, who pays?", "Ferries run late."),
        ("Why did the talks collapse?", "The talks did collapse."),
        ("Why did the talks in Wells collapse last week?", "The talks in Wells did collapse last week."),
        ("Why did the old captain resign?", "The old captain did resign."),
        ("Why did the head of the board resign?", "The head of the board did resign."),
        ("Why did the mayor close the bridge early?", "The mayor did close the bridge early."),
        ("Why did protesters storm the palace?", "Protesters did storm the palace."),
        ("Why did Danish sailors strike?", "Danish sailors did strike."),
        ("Why did the board vote fail?", "The board vote did fail."),
        ("When were the hostages freed?", "The hostages were freed."),
        ("When was the pact between Wells and Dunmore signed?", "The pact between Wells and Dunmore was signed."),
        ("Why did people around the bay protest?", "People around the bay did protest."),
        (
            "Why did some towns along the coast cancel their fairs?",
            "Some towns along the coast did cancel their fairs.",
        ),
        ("When did Wells's old harbour close?", "Wells's old harbour did close."),
        ("Why has the ferry to the islands stopped running?", "The ferry to the islands has stopped running."),
    ],
)
def test_what_a_question_takes_for_granted_is_a_statement(question: str, statement: str) -> None:
    premise = supposed(question)
    assert premise is not None
    assert premise.text == statement


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "How many people live in Wells?",
        "Why did the peace process in Wells collapse?",  # where the subject ends cannot be told
        "How has the war affected food prices?",
        "Why are the talks important?",
        "Why is it so?",
        "Why did Berg win?",
        "What did Berg say after his call with the captain?",
        "Since the second storm in May, who leads the town?",
        "",
    ],
)
def test_where_no_premise_can_be_told_there_is_none(question: str) -> None:
    assert supposed(question) is None


def test_a_premise_is_untold_where_no_sentence_has_all_its_words() -> None:
    assert untold(SOLD, ["Anna owns the ferry.", "She sells it."])
    assert not untold(SOLD, ["Anna owns it.", "Anna sells the ferry."])


def test_a_premise_is_untold_where_it_is_but_hoped_for() -> None:
    hoped = ["Norway would renounce its ambition to join the union.", "Norway hopes to join the union."]
    assert untold(JOINED, hoped)
    assert not untold(JOINED, [*hoped, "Norway joined the union in May."])


@pytest.mark.parametrize(
    ("question", "embedded"),
    [
        ("Since the mayor has resigned, who leads the town?", "the mayor has resigned"),
        ("Why did protesters storm the palace?", "protesters did storm the palace"),
        ("Why did Anna sell the ferry?", "Anna did sell the ferry"),
    ],
)
def test_a_premise_stands_in_a_sentence_without_its_full_stop_and_capital(question: str, embedded: str) -> None:
    premise = supposed(question)
    assert premise is not None
    assert premise.embedded == embedded


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("Why did the ferry captain resign?", True),
        ("Why did the bridge captain resign?", False),
        ("What did Berg say when she met the captain?", False),  # "she" is nobody by herself
    ],
)
def test_a_subject_is_spoken_of_where_one_sentence_has_all_its_words(question: str, spoken: bool) -> None:
    premise = supposed(question)
    assert premise is not None
    assert spoken_of(premise, ["The captain of the ferry sings.", "The bridge is old."]) is spoken


def test_a_verb_with_its_noun_stays_together() -> None:
    premise = supposed("Where did the talks take a turn for the worse?")
    assert premise and premise.embedded == "the talks did take a turn for the worse"


def test_that_something_took_place_is_no_premise() -> None:
    assert supposed("Where did the talks take place?") is None
    assert supposed("When did the flood happen?") is None


def test_words_of_one_family_tell_a_premise() -> None:
    assert not untold(INVADED, ["The invasion of Velmont by Norhaven began in 1911."])
    assert untold(INVADED, ["Norhaven invited Velmont to a ferry ride."])


def test_words_of_one_meaning_tell_a_premise() -> None:
    assert not untold(SOLD, ["Anna sold the boat and the ferry.", "It rained."])
    assert not untold(Premise("Wells did host talks.", "Wells"), ["Wells held discussions with the board."])
    assert untold(Premise("Wells did host talks.", "Wells"), ["Wells cancelled discussions with the board."])


def test_a_sentence_behind_one_on_the_subject_tells_a_premise() -> None:
    assert not untold(SOLD, ["Anna is the captain.", "In May the ferry was sold."])
    assert untold(SOLD, ["In May the ferry was sold.", "Anna is the captain."])
    assert untold(JOINED, ["Norway is rich.", "It hopes to join the union."])
