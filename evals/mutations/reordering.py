"""The same in another order: controls that no detector should flag."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence

_FRONT = re.compile(
    r"^(?P<clause>(?:In|On|After|Before|During|At|When|While|As|Since|Following|If|Because) [^,“”]{4,80}), "
    r"(?P<rest>(?:[A-Z]|(?:the|an?|he|she|it|they|we|there|his|her|its|more|some|many|two|three) )[^“”]{12,160})\.$"
)
_BACK = re.compile(
    r"^(?P<rest>[^,“”]{15,}?) (?P<clause>(?:after|before|when|while|because|if|during|following) [^,“”]{8,})\.$"
)
_SAID = re.compile(r"^(?P<said>[^“”]{15,}), (?P<who>[A-Z][^,“”]{2,50}) said\.$")
_TOLD = re.compile(r"^(?P<who>[A-Z][^,“”]{2,50}?) said(?: that)? (?P<said>[^“”]{15,})\.$")
_ACTIVE = re.compile(
    r"^(?P<one>(?:The |A )?[A-Z]?[\w’'-]+(?: [A-Z][\w’'-]+)*) (?P<verb>killed|approved|rejected|announced|attacked|"
    r"arrested|defeated|destroyed|signed|launched|acquired|banned|released|published|fired|sued|hosted|ordered|passed|accused|"
    r"criticized|criticised|investigated|introduced|adopted|damaged|injured|closed|canceled|cancelled|suspended) "
    r"(?P<two>(?:the |a |an |its |his |her )?[^,“”]{3,60}?)(?P<when> (?:on|in) [A-Z0-9]\w+)?\.$"
)
_PLURAL = re.compile(
    r"(?:^(?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|several|many|dozens|hundreds)\b)|s$"
)
_PASSIVE = re.compile(r"^(?P<two>[A-Z][^,“”]{3,60}?) (?:was|were) (?P<verb>\w+ed) by (?P<one>[^,“”]{3,60})\.$")
_NAMED = frozenset("The A An In On He She It They We This That I My Our Your".split())


def clause_moved(sentence: Sentence, chance: random.Random) -> str | None:
    """The clause that stood first last, or the last first; "X said" before what X said."""
    text = sentence.text
    if match := _FRONT.match(text):
        return f"{_capital(match.group('rest'))} {_small(match.group('clause'))}."
    if match := _BACK.match(text):
        return f"{_capital(match.group('clause'))}, {_small(match.group('rest'), text)}."
    if match := _SAID.match(text):
        return f"{match.group('who')} said {_small(match.group('said'), text)}."
    if (match := _TOLD.match(text)) and chance.random() < 0.7:
        return f"{_capital(match.group('said'))}, {match.group('who')} said."
    return None


def voice_changed(sentence: Sentence, chance: random.Random) -> str | None:
    """Passive for active, active for passive."""
    if match := _PASSIVE.match(sentence.text):
        return f"{_capital(match.group('one'))} {match.group('verb')} {_small(match.group('two'))}."
    match = _ACTIVE.match(sentence.text)
    if match is None or match.group("one") in ("He", "She", "It", "They", "We", "I", "Who", "That"):
        return None
    two = match.group("two")
    auxiliary = "were" if _PLURAL.search(two.split(" of ")[0].split(" in ")[0]) else "was"
    one = _small(match.group("one")) if match.group("one").split()[0] in _NAMED else match.group("one")
    return f"{_capital(two)} {auxiliary} {match.group('verb')} by {one}{match.group('when') or ''}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _small(text: str, whole: str = "") -> str:
    """A small letter at the beginning, unless a name stands there."""
    first = text.split()[0]
    common = first in _NAMED or first.casefold() in _OPENING
    return text[0].lower() + text[1:] if common and first != "I" else text


_OPENING = frozenset(
    """in on after before during at when while as since following if because more many some several most two three four
    five six seven eight nine ten there these those his her their its our one another police officials people""".split()
)
