import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from service.answers import Answer, Filters, Mode, Status
from service.cache import Cache, Key
from service.errors import DraftingError, ReaderLeft

TODAY = date(2026, 5, 4)


def key(question: str = "Who opened the bridge?", filters: Filters | None = None, **other: object) -> Key:
    return Key.of(question, filters, other.get("mode", Mode.STRICT), other.get("asked", TODAY))  # pyright: ignore


def answer(id: str, model: str = "extractive") -> Answer:  # noqa: A002
    return Answer(
        id=id,
        question="Who?",
        standalone_question="Who?",
        status=Status.NOT_IN_ARTICLES,
        text="The articles do not say.",
        as_of="",
        newest_source=None,
        corpus_revision=1,
        model=model,
    )


class Counting:
    """Makes answers and counts them."""

    def __init__(self, model: str = "extractive") -> None:
        self.made = 0
        self.model = model

    def __call__(self) -> Answer:
        self.made += 1
        return answer(f"answer-{self.made}", self.model)


@pytest.mark.parametrize(
    "again",
    ["Who opened the bridge?", "  Who   opened the bridge ?", "who opened the bridge", "Who opened the bridge?!"],
)
def test_the_same_question_gets_the_same_answer(again: str) -> None:
    cache, make = Cache(10, lambda: 1), Counting()
    assert cache.given(key(), make).answer == cache.given(key(again), make).answer
    assert make.made == 1


@pytest.mark.parametrize(
    "other",
    [
        key("Who opened the Bridge?"),
        key("Who opened the bridges?"),
        key(filters=Filters(published_after=TODAY)),
        key(mode=Mode.FLAG),
        key(asked=date(2026, 5, 5)),
    ],
)
def test_another_question_filter_mode_or_day_gets_another(other: Key) -> None:
    cache, make = Cache(10, lambda: 1), Counting()
    assert cache.given(key(), make).answer != cache.given(other, make).answer


def test_no_filters_are_filters_that_filter_nothing() -> None:
    assert key() == key(filters=Filters())


def test_a_change_of_the_articles_empties_it() -> None:
    revision = 1
    cache, make = Cache(10, lambda: revision), Counting()
    cache.given(key(), make)
    revision = 2
    assert cache.given(key(), make).answer.id == "answer-2"


@pytest.mark.parametrize("model", ["extractive (the model is down)", "extractive (nothing by gpt stood the checks)"])
def test_an_answer_that_a_model_failed_at_is_not_given_again(model: str) -> None:
    cache, make = Cache(10, lambda: 1), Counting(model)
    cache.given(key(), make)
    cache.given(key(), make)
    assert make.made == 2


def test_a_failure_is_not_given_again() -> None:
    cache = Cache(10, lambda: 1)

    def fail() -> Answer:
        raise DraftingError("The model is down.")

    with pytest.raises(DraftingError):
        cache.given(key(), fail)
    assert cache.given(key(), Counting()).answer.id == "answer-1"


def test_of_many_who_ask_at_once_one_is_answered_and_all_get_it() -> None:
    cache, make, begun, go = Cache(10, lambda: 1), Counting(), threading.Event(), threading.Event()

    def slow() -> Answer:
        begun.set()
        go.wait(10)
        return make()

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(cache.given, key(), slow)
        begun.wait(10)
        others = [pool.submit(cache.given, key(), slow) for _ in range(6)]
        go.set()
        assert {one.result(10).answer.id for one in (first, *others)} == {"answer-1"}


def test_where_the_first_reader_leaves_another_who_waits_is_answered() -> None:
    cache, begun, go = Cache(10, lambda: 1), threading.Event(), threading.Event()

    def leaves() -> Answer:
        begun.set()
        go.wait(10)
        raise ReaderLeft("Nobody reads this answer any more.")

    with ThreadPoolExecutor(2) as pool:
        left = pool.submit(cache.given, key(), leaves)
        begun.wait(10)
        waits = pool.submit(cache.given, key(), Counting())
        go.set()
        assert isinstance(left.exception(10), ReaderLeft)
        assert waits.result(10).answer.id == "answer-1"


@pytest.mark.parametrize("size", [0, 2])
def test_it_holds_no_more_than_it_may(size: int) -> None:
    cache, make = Cache(size, lambda: 1), Counting()
    for question in ("One?", "Two?", "Three?", "One?"):
        cache.given(key(question), make)
    assert make.made == 4


def test_what_is_given_again_is_told_of() -> None:
    told: list[str] = []
    note: Callable[[Answer], None] = lambda answer: told.append(answer.id)  # noqa: E731
    cache, make = Cache(10, lambda: 1, note), Counting()
    cache.given(key(), make)
    assert not told
    cache.given(key(), make)
    assert told == ["answer-1"]
