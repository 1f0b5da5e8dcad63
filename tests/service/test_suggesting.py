import threading
import time
from typing import Any

import pytest

from indexing.articles import Article, Fields
from indexing.errors import CorpusError
from service.answers import Answer, Status
from service.suggesting import Suggestions, proposed

ARTICLES = [
    Article(
        "plan",
        "plan.md",
        Fields(title="The plan"),
        "The 20-point peace plan is ready. “It is short,” said Ana Ruiz. "
        "But Tom Byrne told the council that it is long.",
    )
]


def answer(status: Status) -> Any:
    return Answer.model_construct(status=status, citations=())


def live(_: Any) -> bool:
    return True


def waited(suggestions: Suggestions) -> tuple[str, ...]:
    until = time.monotonic() + 20
    while not (found := suggestions.questions()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def test_questions_are_made_from_what_the_articles_count_and_who_speaks_in_them() -> None:
    assert list(proposed(ARTICLES)) == [
        "How many points does the peace plan have?",
        "What did Ana Ruiz say?",
        "What did Tom Byrne say?",
    ]


def test_only_questions_that_are_answered_are_offered() -> None:
    asked: list[str] = []

    def answering(question: str) -> Any:
        asked.append(question)
        return answer(Status.NOT_IN_ARTICLES if "Ruiz" in question else Status.ANSWERED)

    suggestions = Suggestions(lambda _: ARTICLES, lambda: 1, answering, live)
    assert waited(suggestions) == ("How many points does the peace plan have?", "What did Tom Byrne say?")
    suggestions.questions()
    assert len(asked) == 3


def test_nobody_waits_for_them() -> None:
    go = threading.Event()

    def slow(_: str) -> Any:
        go.wait(20)
        return answer(Status.ANSWERED)

    suggestions = Suggestions(lambda _: ARTICLES, lambda: 1, slow, live)
    assert suggestions.questions() == ()
    assert suggestions.questions() == ()
    go.set()
    assert waited(suggestions)


def test_a_store_that_is_away_is_no_fault_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    away = True

    def latest(_: int) -> list[Article]:
        if away:
            raise CorpusError("The catalog is away.")
        return ARTICLES

    monkeypatch.setattr("service.suggesting._SECONDS_APART", 0.0)
    suggestions = Suggestions(latest, lambda: 1, lambda _: answer(Status.ANSWERED), live)
    assert suggestions.questions() == ()
    away = False
    assert waited(suggestions)
