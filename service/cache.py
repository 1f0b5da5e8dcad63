"""Answers that are asked for again: hot questions are the rule on news sites.

An answer is given again for the same question, filters, mode and day, as long as the articles are the same: any
change of them empties the cache, so that a correction shows at once. Who asks while the same question is being answered
waits for that answer.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Self

from cachetools import LRUCache

from service.answers import Answer, Filters, Mode
from service.asking import understood
from service.authorship import is_settled
from service.errors import ReaderLeft
from service.watch import Told, nobody

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_END = re.compile(r"[\s?.!]+$")


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on besides the articles; `said` are the words of the question."""

    said: str
    filters: Filters | None
    mode: Mode
    asked: date

    @classmethod
    def of(cls, question: str, filters: Filters | None, mode: Mode, asked: date) -> Self:
        """The key of a question, whatever its spaces, the shape of its quotes, the mark at its end and the case of its
        first letter; other capitals tell names from words. Raises QuestionError.
        """
        plain = _END.sub("", unicodedata.normalize("NFC", understood(question)).translate(_STRAIGHT))
        return cls(plain[:1].casefold() + plain[1:], filters or Filters(), mode, asked)


@dataclass(slots=True)
class Given:
    """An answer, and whether the archive has it."""

    answer: Answer
    kept: bool = False


class Cache:
    """The answers asked for last, safe to use from any thread."""

    def __init__(self, size: int, state: Callable[[], Hashable], repeated: Told = nobody) -> None:
        """Hold `size` answers, none with 0, each until the `state` of the articles changes.

        `repeated` hears of each answer that is given again.
        """
        self._answers: LRUCache[Key, Future[Given]] = LRUCache(size)
        self._state = state
        self._repeated = repeated
        self._of: Hashable = None
        self._lock = threading.Lock()

    def given(self, key: Key, make: Callable[[], Answer]) -> Given:
        """The answer under the key, made where there is none. Raises what making raises, to all who wait for it.

        Where the reader for whom it is made leaves, another one who waits makes it.
        """
        while True:
            state = self._state()
            mine, found = Future[Given](), None
            with self._lock:
                if state != self._of:
                    self._answers.clear()
                    self._of = state
                found = self._answers.get(key)
                if found is None and self._answers.maxsize:
                    self._answers[key] = mine
            if found is None:
                return self._made(key, make, mine)
            try:
                given = found.result()
            except ReaderLeft:
                continue
            self._repeated(given.answer)
            return given

    def _made(self, key: Key, make: Callable[[], Answer], mine: Future[Given]) -> Given:
        try:
            given = Given(make())
        except BaseException as error:
            self._forget(key, mine)
            mine.set_exception(error)
            raise
        if not is_settled(given.answer):
            self._forget(key, mine)
        mine.set_result(given)
        return given

    def _forget(self, key: Key, mine: Future[Given]) -> None:
        with self._lock:
            if self._answers.get(key) is mine:
                del self._answers[key]
