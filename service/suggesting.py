"""Questions that the articles answer, offered to whoever does not know what to ask.

They are made from the newest articles by form, asked like any other question, and offered where they are answered. That
takes seconds, so it is done beside the requests, for one state of the articles at a time and not more often than every
few minutes. Meanwhile those whose sources were corrected or removed are not offered: a question tells something too.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from indexing.articles import Article
from indexing.errors import OnRecordError
from indexing.sentences import sentences
from service.answers import Answer, Citation, Status
from service.conversation.earlier import IsLive
from service.conversation.persons import SURE, is_title, plausibility
from service.verification.speakers import speakers

MOST = 4
_ARTICLES = 12
_TRIED = 12
_SECONDS_APART = 300.0
# "A 20-point peace plan" has points.
_MADE_OF = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)-(?P<part>point|page|member|seat)"
    r" (?P<whole>(?:[a-z]+ )?(?:plan|proposal|report|draft|bill|law|council|committee|commission|parliament))\b"
)
_FULL_NAME = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){1,2}")
# A sentence may open with these, and capitals hide where a name begins.
_OPENERS = frozenset("But And So Yet The In At On As For While When".split())


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, and what its answer cites."""

    question: str
    cited: tuple[Citation, ...]


class Suggestions:
    """The questions to offer, safe to use from any thread."""

    def __init__(
        self,
        latest: Callable[[int], Sequence[Article]],
        revision: Callable[[], int],
        answer: Callable[[str], Answer],
        is_live: IsLive,
    ) -> None:
        """Make them from the `latest` articles, keep those that `answer` answers, while all that they cite is live."""
        self._latest = latest
        self._revision = revision
        self._answer = answer
        self._is_live = is_live
        self._answered: tuple[Answered, ...] = ()
        self._of, self._next = -1, 0.0
        self._making = threading.Lock()

    def questions(self) -> tuple[str, ...]:
        """Those that there are now; others are made where the articles have changed. None is waited for."""
        # Read first: where the articles change meanwhile, the questions are looked through once more, not once less.
        revision, answered = self._of, self._answered
        if revision == self._revision():
            return tuple(one.question for one in answered)
        if time.monotonic() >= self._next and self._making.acquire(blocking=False):
            threading.Thread(target=self._make, name="suggestions", daemon=True).start()
        return tuple(one.question for one in answered if all(map(self._is_live, one.cited)))

    def _make(self) -> None:
        try:
            with suppress(OnRecordError):  # the store is away: there are suggestions again when it is back
                revision = self._revision()
                tried = islice(proposed(self._latest(_ARTICLES)), _TRIED)
                self._answered = tuple(islice(self._kept(tried), MOST))
                self._of = revision
        finally:
            self._next = time.monotonic() + _SECONDS_APART
            self._making.release()

    def _kept(self, questions: Iterable[str]) -> Iterator[Answered]:
        for question in questions:
            answer = self._answer(question)
            if answer.status in (Status.ANSWERED, Status.CONFLICTING):
                yield Answered(question, answer.citations)


def proposed(articles: Sequence[Article]) -> Iterator[str]:
    """Questions by form, the newest articles' first and the forms by turns."""
    counts = (question for article in articles for question in _counts(article.text))
    people = (question for article in articles for question in _people(article.text))
    mixed = chain.from_iterable(zip_longest(counts, people))
    return iter(dict.fromkeys(question for question in mixed if question))


def _counts(text: str) -> Iterator[str]:
    for match in _MADE_OF.finditer(text):
        yield f"How many {match['part']}s does the {match['whole']} have?"


def _people(text: str) -> Iterator[str]:
    for span in sentences(text):
        sentence = text[span.start : span.end]
        for who, (start, end) in speakers(sentence):
            name = " ".join(
                word for word in who.rstrip(".").split() if not (word in _OPENERS or is_title(word.rstrip(".,")))
            )
            if _FULL_NAME.fullmatch(name) and plausibility(sentence, start, end) >= SURE:
                yield f"What did {name} say?"
