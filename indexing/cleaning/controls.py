"""Lines of nothing but the words that buttons, menus and boxes of pages are made of, such as "Show more stories"."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

_MOST_WORDS: Final = 7
# What a button does, or where it leads: one of these stands in each.
_TELLING: Final = frozenset(
    """
    account ads advertise advertisement advertising alerts app apps archive archives bookmark caption captions
    chrome comment commenting comments contact cookie cookies copy create download e-mail e-paper email epaper
    ethics facebook faq faqs feedback footer forecast gift guidelines headlines hide homepage instagram jump
    linkedin listen load log login logout menu navigation newsletter newsletters notifications paywall picks pin
    pinned play podcast podcasts policies popular preferences print privacy promoted rating ratings read reader
    recommended register related replies reply save search settings share sidebar sign sitemap skip sponsored
    stories subscribe subscriber subscribers subscription toggle trending tweet twitter viewed watch whatsapp
    """.split()
)
_PLAIN: Final = frozenset(
    """
    a about agree all and article articles audio back by choices close code community content continue contribution
    correction corrections daily details do don't edit edition editor's editorial editors enter events explore first
    for free from full get give help here i image images in information interactions issue it item items join key
    later latest less link links list live local mail me miss missed more most must my name new news next not now of
    off on only open options or our page pages paper part personal photo photos pick policy post posts power
    previous primary recipe report reproduction required review reviews secondary section sections see sell send
    service show site story suggest tags terms text the this tip tips to today's top topic topics up updates us use
    user video videos view visit weather weekly with you your
    """.split()
)
_WORDS: Final = re.compile(r"[\w’'-]+")
_ACTS: Final = re.compile(
    r"(?:share|save|print|pin|copy|jump|skip|show|hide|load|create|close|subscribe|sign|log|register|download|enter|send"
    r"|leave|see|explore|suggest|toggle|gift|give|tweet|bookmark|follow|join|report|view|play|challenge|manage|get"
    r"|interact|check|upgrade|remove|restore|add|search|browse|expand|collapse|accept|submit|contact|receive|donate)\b",
    re.IGNORECASE,
)


def is_control(text: str) -> bool:
    """Whether a short line holds no other words than those, figures aside, and one at least that tells."""
    words = list(islice((word for word in _words(text) if not word.isdigit()), _MOST_WORDS + 1))
    if not words or len(words) > _MOST_WORDS or not all(word in _TELLING or word in _PLAIN for word in words):
        return False
    return any(word in _TELLING for word in words) or (len(words) > 1 and acts(text))


def acts(text: str) -> bool:
    """Whether it begins with what a button does: so no heading of a body begins that stands above its sentence."""
    return _ACTS.match(text) is not None


def tells(text: str) -> bool:
    """Whether a short label says something that pages alone offer: it begins as a button does, or holds such a word."""
    words = list(islice(_words(text), _MOST_WORDS + 2))
    return 0 < len(words) <= _MOST_WORDS + 1 and (acts(text) or any(word in _TELLING for word in words))


def _words(text: str) -> Iterator[str]:
    """One after the other, so that no long line is read to its end."""
    return (found[0].replace("’", "'") for found in _WORDS.finditer(text.casefold()))
