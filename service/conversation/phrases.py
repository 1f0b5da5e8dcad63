"""The noun phrases of a sentence: what a pronoun of the next question may mean. By form, without a model. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.conversation.persons import is_people, is_title, plausibility
from service.conversation.verbs import is_verb, is_verb_at_end
from service.verification.names import proper
from service.wording import STOP_WORDS, Word, words

_DETERMINERS = frozenset("the a an my your his her its our their this that these those".split())
_JOINS = frozenset("of the de del van von bin al".split())
_AFTER_A_VERB = STOP_WORDS - _JOINS - frozenset("in for on between with against and that which who whose".split())
# Behind "the meeting", these begin what belongs to it: "the meeting in Moscow".
_ATTACHED = frozenset("in for on between with against".split())
_BELONGS = re.compile(rf" (?:of|{'|'.join(sorted(_ATTACHED))}) ")
_PLACED = frozenset("in at from near to".split())
_VAGUE = frozenset(
    """thing things way ways kind kinds type types lot part other others one ones something anything everything nothing
    someone anyone everyone nobody people example please thanks thank hello yes okay ok sure sorry really
    information according details difference right correct exactly often far soon first second last new same""".split()
)
_PLURALS = frozenset("people men women children police troops media data criteria".split())
_TIME = re.compile(
    r"(?:1[5-9]|20)\d\d$|(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|years?|months?|weeks?|days?|hours?|today|now)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as it stands at `start:end`; `before` is the word before it, in lower case.

    `person` is how plausibly it names one person, 0 for what cannot; it says nothing of a gender.
    """

    text: str
    start: int
    end: int
    before: str
    plural: bool
    named: bool
    person: int

    @property
    def definite(self) -> bool:
        """Whether it opens with "the"."""
        return self.text[:4].casefold() == "the "

    @property
    def placed(self) -> bool:
        """Whether it is a name behind a word such as "in"."""
        return self.named and self.before in _PLACED

    @property
    def head(self) -> str:
        """Its chief word in lower case: the last before what belongs to it."""
        core = _BELONGS.split(self.text)[0]
        return core.split()[-1].casefold()


def phrases(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence, in order; names of times and words that mean nothing by themselves left out."""
    found = tuple(words(text))
    names = frozenset(word.start for word in proper(text))
    return tuple(_Reader(text, found, names).phrases())


def parts(phrase: Phrase) -> tuple[Phrase, ...]:
    """The name inside a phrase, with its place in the sentence: Australia in "the capital of Australia"."""
    behind = _BELONGS.search(phrase.text)
    if behind is None:
        return ()
    found = phrases(phrase.text[behind.start() + 1 :])
    first = phrase.start + behind.start() + 1
    return tuple(replace(one, start=first + one.start, end=first + one.end) for one in found if one.named)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    words: tuple[Word, ...]
    proper: frozenset[int]

    def phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self.words):
            end = self._whole(at)
            if end > at:
                if (phrase := self._phrase(at, end)) is not None:
                    yield phrase
                at = end
            else:
                at += 1

    def _whole(self, at: int) -> int:
        """Where the phrase that begins at a place ends, with what belongs to it; the place itself for none."""
        end = self._core(at)
        if end == at:
            return at
        joined = self._lower(end)
        second = end + 2 if self._lower(end + 1) == "the" else end + 1
        if joined == "and" and self._is_capital(at) and self._is_capital(second):
            return self._core(end + 1)
        attached = joined == "of" or (joined in _ATTACHED and self._lower(at) == "the")
        further = self._core(end + 1) if attached and self._adjoins(end) and self._adjoins(end - 1) else end + 1
        return further if further > end + 1 else end

    def _core(self, at: int) -> int:
        start = at + 1 if self._lower(at) in _DETERMINERS else at
        if start == at and self._is_capital(at - 1) and is_verb_at_end(self._lower(at)):
            return at
        end = start
        while end < len(self.words) and self._is_inside(end, start):
            end += 1
        if end > start + 1 and self._asks_before(at) and self._is_its_verb(end - 1):
            end -= 1
        return end if end > start else at

    def _is_its_verb(self, at: int) -> bool:
        """Whether the last word of the subject of "does" is the verb that is needed, and no verb follows."""
        behind = self._lower(at + 1)
        if is_verb(behind) or self._is_capital(at):
            return False
        return is_verb_at_end(self._lower(at)) or not behind or behind in _AFTER_A_VERB

    def _is_inside(self, at: int, start: int) -> bool:
        if at > start and not self._adjoins(at - 1):
            return False
        word = self._lower(at)
        if self._is_capital(at):
            return True
        if at > start and word in _JOINS and self._is_capital(at - 1) and self._is_capital(at + 1):
            return True
        if word in STOP_WORDS or re.split(r"['’]", word)[0] in STOP_WORDS or word.endswith("ly"):
            return False
        if at > start and self._is_capital(at - 1) and self._ends_name(at - 1, start):
            return False
        determined = at == start and self._lower(at - 1) in _DETERMINERS
        return determined or not is_verb(word)

    def _ends_name(self, at: int, start: int) -> bool:
        """Whether no small letter belongs behind a name: "in Moscow useful", "does Anna teach", not "a US draft"."""
        word = self.words[at].text
        if word.endswith(("'s", "’s")):
            return False
        alone = not word.isupper() and not is_people(word)
        return self._lower(start - 1) in _PLACED or (alone and self._asks_before(start))

    def _phrase(self, at: int, end: int) -> Phrase | None:
        while at < end - 1 and is_title(self._lower(at)) and self._is_capital(at + 1):
            at += 1
        inner = self.words[at:end]
        start, stop = inner[0].start, inner[-1].end
        text = self.text[start:stop]
        plain = [word.text.casefold() for word in inner if word.text.casefold() not in _DETERMINERS]
        if set(plain) <= _VAGUE or all(_TIME.match(word) or word.isdigit() for word in plain):
            return None
        named = all(self._is_capital(place) or self._lower(place) in _JOINS | {"and"} for place in range(at, end))
        before = self._lower(at - 1)
        person = plausibility(self.text, start, stop) if named and before not in _PLACED else 0
        return Phrase(text, start, stop, before, self._is_plural(at, end, plain), named, person)

    def _is_plural(self, at: int, end: int, plain: list[str]) -> bool:
        if "and" in plain:
            return True
        last = next((n - 1 for n in range(at + 1, end) if self._lower(n) in _ATTACHED | {"of"}), end - 1)
        if self._is_capital(last):
            return False
        head = self._lower(last)
        return head in _PLURALS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))

    def _asks_before(self, at: int) -> bool:
        return self._lower(at - 1) in ("do", "does", "did", "will", "would", "can", "could", "should", "may", "might")

    def _is_capital(self, at: int) -> bool:
        if not 0 <= at < len(self.words):
            return False
        word = self.words[at].text
        if not (word[0].isupper() or (word[0].isdigit() and at > 0 and word.isalnum() and not word.isdigit())):
            return False
        # The capital that opens a sentence tells a name only where the word can be nothing else.
        opens = at == 0 or re.search(r"[.!?:“\"]\s*$", self.text[: self.words[at].start]) is not None
        return not opens or (word.isupper() and len(word) > 1) or self.words[at].start in self.proper

    def _adjoins(self, at: int) -> bool:
        """Whether nothing but a space or a hyphen stands behind a word."""
        if not 0 <= at < len(self.words) - 1:
            return False
        return self.text[self.words[at].end : self.words[at + 1].start] in (" ", "-", "‑", ". ")

    def _lower(self, at: int) -> str:
        return self.words[at].text.casefold() if 0 <= at < len(self.words) else ""
