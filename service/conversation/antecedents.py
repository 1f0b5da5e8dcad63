"""What a reference means: the likeliest phrase of what was said before, the latest turn first. Pure."""

import re
from collections.abc import Iterator

from service.conversation.phrases import Phrase, parts, phrases
from service.conversation.references import Means, Reference, fitting
from service.conversation.turn import Turn, Turns
from service.wording import stem

# So many turns back a pronoun is looked up, and so many statements of each answer.
_BACK = 4
_STATEMENTS = 3
# What "my account" is depends on who says it, and "his plan" says not whose.
_OWN = re.compile(r"(?:my|your|our|his|her|its|their) ", re.IGNORECASE)
_NAMES = re.compile(r"\b[A-Z]")
_ASKS_WHO = re.compile(r"^\W*(?:\w+ )?who(?:se|m)?\b", re.IGNORECASE)


def antecedent(reference: Reference, turns: Turns, question: str) -> Phrase | None:
    """The phrase that a reference of the question most likely means; None where nothing before it fits."""
    for turn in reversed(turns[-_BACK:]):
        for pool in _pools(reference, turn):
            others = [
                one for one in pool if one.text.casefold() not in question.casefold() and not _OWN.match(one.text)
            ]
            if others:
                return max(others, key=lambda phrase: _worth(phrase, reference.means))
    return None


def fuller(noun: str, turns: Turns) -> Phrase | None:
    """A phrase of the last turns with this chief noun that says more than the noun alone."""
    for turn in reversed(turns[-_BACK:]):
        for text in (turn.question, *turn.said[:_STATEMENTS]):
            for phrase in phrases(text):
                if stem(phrase.head) == stem(noun) and len(phrase.text.split()) > 2:
                    return phrase
    return None


def _pools(reference: Reference, turn: Turn) -> Iterator[tuple[Phrase, ...]]:
    if reference.noun is not None:
        found = fuller(reference.noun, (turn,))
        yield (found,) if found else ()
        return
    asked = fitting(_with_parts(phrases(turn.question)), reference.means)
    said = _first_said(turn, reference.means)
    match reference.means:
        case Means.PERSON if _ASKS_WHO.match(turn.question):
            yield tuple(one for one in said if one.text not in turn.question)
            yield asked
        # What an answer says of things and groups is too much to choose from; "they" may be one person.
        case Means.THING | Means.THESE:
            yield asked
        case Means.SEVERAL:
            yield asked
            yield tuple(one for one in said if one.person)
        case Means.PERSON | Means.PLACE:
            yield asked
            yield said
        case Means.MATTER:
            pass


def _with_parts(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases and the names in them: "the location of the Superior Court" holds a court."""
    return (*found, *(part for phrase in found for part in parts(phrase) if not part.placed))


def _first_said(turn: Turn, means: Means) -> tuple[Phrase, ...]:
    """What fits in the first statement that has anything that does."""
    read = (fitting(phrases(text), means) for text in turn.said[:_STATEMENTS])
    return next((found for found in read if found), ())


def _worth(phrase: Phrase, means: Means) -> tuple[int, int]:
    """How likely a phrase is meant; among equals the earlier one, which is mostly the subject."""
    match means:
        case Means.PERSON:
            rank = phrase.person
        case Means.SEVERAL | Means.THESE:
            rank = 3 if phrase.plural and phrase.named else 2 if phrase.definite and phrase.plural else 1
        case Means.THING | Means.PLACE | Means.MATTER:
            rank = (
                0
                if phrase.placed and means is Means.THING
                else 3
                if phrase.definite
                else 2
                if _NAMES.search(phrase.text)
                else 1
            )
    return rank, -phrase.start
