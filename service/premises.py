"""What a question takes for granted: "Why did Anna sell the ferry?" supposes that Anna did sell the ferry. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Prefix

from service.verification.steps import is_but_a_step
from service.verification.synonyms import same
from service.verification.verbs import is_past
from service.wording import STOP_WORDS, content

# The auxiliary goes behind the subject, where it makes a statement of the question without bending the verb.
_SUPPOSES = re.compile(
    r"^(?P<asks>why|when|where|how|since when)\s+(?P<aux>did|does|do|has|have|had|was|were|is|are)"
    r"\s+(?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?P<opens>since|given that|now that|because)\s+(?P<said>[^,?]+),", re.IGNORECASE)
_WHEN_THEN = re.compile(
    r"^(?:what|who|which|how)\b[^,?]*?\b(?P<opens>when|after|before|while)\s+(?P<said>[^,?]+)\?*$", re.I
)
# Behind these a time may stand instead of a statement: "after his call with Putin".
_OF_A_TIME = frozenset({"since", "after", "before"})
# That something took place is taken for granted by whoever writes of it, and said in no sentence.
_HAPPENS = re.compile(r"\b(?:tak(?:e|en) place|happen(?:ed)?|occur(?:red)?)\s*$", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an"})
_JOINS = frozenset("of and for de al bin von van &".split())
# "Ukrainian officials": what follows such a word may belong to the subject.
_OF_SOMETHING = re.compile(r"(?:ian|ish|ese|ean|can)$")
_OWNS = re.compile(r"['’]s?$")
_NOT_BARE = re.compile(r"[^s]s$|ly$|\w{3}(?:ing|ed)$|(?:tion|ness|ment)$")
# What a statement has as done.
_DONE = re.compile(r"\b(?:did|has|have|had|was|were)\s+(?P<verb>\w+)")
_FEWEST_WORDS = 3
# Two stems are of one family where they share so many of their first letters, and so much of the word looked for.
_FEWEST_LETTERS = 4
_ALIKE = 0.7
# "Take place", "hold talks": the noun behind these is no verb.
_LIGHT = frozenset("take takes took make makes made hold holds held have has had give gives gave play plays".split())
_AUXILIARIES = frozenset("is are was were has have had does do did will would can could".split())
_DOING = frozenset({"did", "does", "do"})
_PREPOSITIONS = frozenset(
    """across along amid around behind beneath beside beyond despite except inside near onto outside per throughout
    towards underneath unlike via within""".split()
)
# Words that a subject opens with, and words that cannot stand right before a verb that has its subject before it.
_OPENERS = _ARTICLES | frozenset("this that these those his her its their our my your some most many all both".split())
_BEFORE_A_NOUN = (
    _OPENERS
    | _PREPOSITIONS
    | frozenset(
        "of in on at by with from between among for to into over under against and or last next new old".split()
    )
)
# Behind the verb stands its object or its circumstances, behind a noun of the subject mostly another noun.
_BEHIND_A_VERB = _BEFORE_A_NOUN | frozenset(
    """about after as because before down during early here him it late me now off out so soon than them there through
    today together tomorrow twice until up us what when where while without yesterday again back away not""".split()
)


@dataclass(frozen=True, slots=True)
class Premise:
    """The statement that a question takes for granted, with a full stop, and whom or what it is about."""

    text: str
    subject: str

    @property
    def embedded(self) -> str:
        """The statement as it stands behind "that": no full stop, no capital that only opens the sentence."""
        return f"{self.subject[0]}{self.text[1:]}".rstrip(".")


def supposed(question: str) -> Premise | None:
    """What the question takes for granted; None where it is not plain where its subject ends."""
    asked = " ".join(question.split())
    if match := _SINCE.match(asked) or _WHEN_THEN.match(asked):
        return _told(match["said"], is_clause=match["opens"].casefold() not in _OF_A_TIME)
    match = _SUPPOSES.match(asked)
    if match is None:
        return None
    if _HAPPENS.search(match["rest"]):
        return None
    words, aux = match["rest"].split(), match["aux"].casefold()
    end = _named(words, aux)
    # "How does the plan deal with": articles say it in other words, and a false premise is seldom put so.
    if end is None and match["asks"].casefold() != "how" and aux not in ("do", "does"):
        end = _described(words, aux)
    if end is None or len(words) < _FEWEST_WORDS:
        return None
    said = _sentence(" ".join([*words[:end], aux, *words[end:]]))
    return Premise(said, " ".join(words[:end])) if said else None


def untold(premise: Premise, sentences: Sequence[str]) -> bool:
    """Whether no sentence holds all words of the statement that carry content, or words of their family or meaning.

    "Russia did invade" is told by a sentence on the invasion: a notice that denies it would be true to the letter only.
    So is it by a sentence that says the rest behind one on the subject. "Norway did join" is not told by one on its
    ambition to join. In SQuAD 2.0 this passes over 8 of 100 true premises more, and over 4 of 100 in questions that
    were made unanswerable.
    """
    subject, wanted, done = content(premise.subject), content(premise.text), _DONE.search(premise.text)
    before = ("", *sentences)
    told = (
        sentence
        for first, sentence in zip(before, sentences, strict=False)
        if _holds(content(sentence), wanted - subject if _holds(content(first), subject) else wanted)
    )
    return all(done is not None and is_but_a_step(sentence, done["verb"]) for sentence in told)


def _holds(held: frozenset[str], wanted: frozenset[str]) -> bool:
    return all(word in held or any(_kin(word, other) or same(word, other) for other in held) for word in wanted)


def _kin(word: str, other: str) -> bool:
    """Whether two stems open alike: "invad" and "invas", "announc" and "announcement"."""
    return Prefix.similarity(word, other) >= max(_FEWEST_LETTERS, _ALIKE * len(word))


def spoken_of(premise: Premise, sentences: Iterable[str]) -> bool:
    """Whether a sentence holds all words of the subject that carry content, of which there is one at least."""
    wanted = content(premise.subject)
    return bool(wanted) and any(wanted <= content(sentence) for sentence in sentences)


def _named(words: list[str], aux: str) -> int | None:
    """Where a subject that is a name ends, "the" before it or not."""
    end = 1 if words[0].casefold() in _ARTICLES else 0
    start = end
    while end < len(words) and (_is_name(words, end) or (end > start and _joins(words, end))):
        end += 1
    if end == start or end == len(words) or _OF_SOMETHING.search(words[end - 1]) or _OWNS.search(words[end - 1]):
        return None
    # Behind "did" stands a verb as in the dictionary; "owners" belongs to the subject.
    return None if aux in _DOING and re.search(r"[^s]s$", words[end]) else end


def _described(words: list[str], aux: str) -> int | None:
    """Where a subject that is described ends, as "the old captain": before the only word that can be its verb."""
    first = 2 if words[0].casefold() in _OPENERS else 1
    found = list(_verbs(words, aux, first))
    with_object = [at for at in found if at + 1 < len(words) and words[at + 1].casefold() in _OPENERS]
    return found[0] if len(found) == 1 else next(iter(with_object), None)


def _verbs(words: list[str], aux: str, first: int) -> Iterator[int]:
    for at in range(first, len(words)):
        word = words[at].rstrip(",.")
        follows = words[at + 1].casefold() if at + 1 < len(words) else None
        ends = follows is None or follows in _BEHIND_A_VERB or follows.endswith(("ly", "ing")) or not follows.isalpha()
        fits = not _NOT_BARE.search(word) if aux in _DOING else is_past(word)
        plain = word.isalpha() and word.islower() and word not in STOP_WORDS | _PREPOSITIONS
        light = word in _LIGHT and follows is not None
        behind = words[at - 1].casefold()
        if plain and fits and (ends or light) and behind not in _BEFORE_A_NOUN and behind not in _LIGHT:
            yield at


def _is_name(words: list[str], place: int) -> bool:
    return words[place][0].isupper()


def _joins(words: list[str], place: int) -> bool:
    return words[place] in _JOINS and place + 1 < len(words) and _is_name(words, place + 1)


def _told(said: str, *, is_clause: bool) -> Premise | None:
    """A clause that is a statement as it stands; its subject is what stands before its first verb that is known.

    Where it may be no clause, it is one only if a verb is known.
    """
    words = said.split()
    verbs = (at for at in range(1, len(words)) if words[at].casefold() in _AUXILIARIES or is_past(words[at]))
    end, text = next(verbs, 1 if is_clause else None), _sentence(said)
    return Premise(text, " ".join(words[:end])) if text and end else None


def _sentence(said: str) -> str | None:
    plain = said.strip().rstrip(".?! ")
    return f"{plain[0].upper()}{plain[1:]}." if len(plain.split()) >= _FEWEST_WORDS else None
