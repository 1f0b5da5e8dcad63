import pytest

from service.asking import MAX_WORDS, understood
from service.errors import QuestionError


@pytest.mark.parametrize("question", ["", "   \n", "?!", "\x00"])
def test_an_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match="empty"):
        understood(question)


@pytest.mark.parametrize("question", ["why " * (MAX_WORDS + 1), "x" * 2_001, "word " * 10_000])
def test_a_question_that_is_too_long_is_refused(question):
    with pytest.raises(QuestionError, match="fewer than 400 words"):
        understood(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Punkte hat der Friedensplan?",
        "Combien de points compte le plan de paix et qui est le président ?",
        "¿Cuántos puntos tiene el plan de paz en Ucrania?",
        "Quanti punti ha il piano di pace per la Russia?",
        "Сколько пунктов в мирном плане?",
        "和平计划有多少点?",
        "كم عدد نقاط خطة السلام؟",
    ],
)
def test_a_question_in_another_language_is_told_so(question):
    with pytest.raises(QuestionError, match="English"):
        understood(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many points does the plan have?",
        "Zelensky?",
        "Who is Volodymyr Zelenskyy?",
        "What did Le Monde and Der Spiegel report on die Linke?",
        "What is the Istanbul Process?",
        "NATO membership",
        "what does “Слава Україні” mean?",
        "who said es ist vorbei to the press",
    ],
)
def test_a_question_in_english_passes(question):
    assert understood(question) == question


def test_control_characters_and_lone_surrogates_are_taken_out():
    assert understood(" Who\x00 spoke\ud800?\n") == "Who spoke ?"
