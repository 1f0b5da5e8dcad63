"""Names that do not belong: foreign ones, others of the article, speakers and roles exchanged."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from evals.mutations.sentence import Sentence, name_of, names, replaced

_SPEAKS = r"(?:said|says|told|added|wrote|warned|argued|announced|confirmed|explained|insisted|tweeted|claimed|stated)"
_SPEAKER = re.compile(
    rf"(?P<name>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*)(?=,? {_SPEAKS}\b)"
    rf"|(?:{_SPEAKS}) (?P<after>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)"
)
_PRONOUNS = frozenset("He She It They We I You This That Who The".split())
_NO_ROLES = r"[^a-z]*|,? (?:(?:and|or) (?:(?:to|in|of|by|for|with|from|on) )?)?(?:the )?"
_ROLES = re.compile(
    r"^(?P<one>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) (?P<verb>(?:has |have |had |will )?(?:beat|defeated|sued|accused|told|"
    r"met|asked|urged|praised|criticized|criticised|attacked|bought|acquired|replaced|invited|blamed|warned|thanked|"
    r"called|joined|visited|supported|backed|succeeded|helped|hit|killed|shot|married|hired|fired|named|invaded|"
    r"invades|beats|accuses|tells|meets|urges|warns|sues|overtook|overtakes|followed|led|threatened|threatens))"
    r" (?P<two>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)


def foreign(sentence: Sentence, chance: random.Random) -> str | None:
    """A name of another article, which this one does not hold, of as many words where there is one."""
    found = [match for other in sentence.others for match in names(other)]
    pool = sorted({name_of(match) for match in found} - {"CNN", "Reuters"})
    return _exchanged(sentence, [one for one in pool if one not in sentence.article], chance)


def from_article(sentence: Sentence, chance: random.Random) -> str | None:
    """Another name of the same article."""
    pool = sorted({name_of(match) for match in names(sentence.article)})
    return _exchanged(sentence, [one for one in pool if one not in sentence.text], chance)


def speaker(sentence: Sentence, chance: random.Random) -> str | None:
    """Somebody else of the article says it."""
    found = [match for match in _SPEAKER.finditer(sentence.text) if match.group(match.lastgroup or 0) not in _PRONOUNS]
    if not found:
        return None
    match = chance.choice(found)
    people = {one.group(one.lastgroup or 0) for one in _SPEAKER.finditer(sentence.article)} - _PRONOUNS
    people |= {name_of(one) for one in names(sentence.article) if name_of(one).count(" ") == 1}
    own = sentence.text.casefold()
    pool = sorted(one for one in people if not any(part.casefold() in own for part in one.split()))
    return replaced(sentence.text, match, chance.choice(pool), match.lastgroup or 0) if pool else None


def roles(sentence: Sentence, chance: random.Random) -> str | None:
    """Who did it and whom it was done to change places."""
    match = _ROLES.search(sentence.text)
    if match is None or match.group("one") in _PRONOUNS or match.group("two") in _PRONOUNS:
        return _pair_swapped(sentence, chance)
    one, verb, two = match.group("one", "verb", "two")
    return f"{two} {verb} {one}{sentence.text[match.end() :]}"


def _pair_swapped(sentence: Sentence, chance: random.Random) -> str | None:
    """Two names of the sentence in each other's place, unless an "and" makes them equal."""
    found = [one for one in names(sentence.text) if one.group() == name_of(one)]
    pairs = [
        (one, two)
        for one, two in pairwise(found)
        # "Gov." and "Jared" are one name; in a list each may stand first.
        if one.group() != two.group() and not re.fullmatch(_NO_ROLES, sentence.text[one.end() : two.start()])
    ]
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    between = sentence.text[one.end() : two.start()]
    return sentence.text[: one.start()] + two.group() + between + one.group() + sentence.text[two.end() :]


def _exchanged(sentence: Sentence, pool: list[str], chance: random.Random) -> str | None:
    found = names(sentence.text)
    if not found or not pool:
        return None
    match = chance.choice(found)
    old = name_of(match)
    alike = [one for one in pool if one.count(" ") == old.count(" ")] or pool
    new = chance.choice(alike)
    return sentence.text[: match.start()] + new + sentence.text[match.start() + len(old) :]
