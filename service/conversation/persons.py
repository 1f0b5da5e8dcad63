"""How plausibly a name is that of one person, by what stands in it and around it: never by a gender. Pure."""

import re

from service.conflicts.regions import is_region
from service.verification.capitals import is_capital_city

_TITLES = (
    "president|(?:prime )?minister|premier|spokes(?:man|woman|person)|advis[eo]r|ambassador|envoy|dr|prof|professor|"
    "mr|mrs|ms|mx|sir|dame|lord|lady|chancellor|senator|secretary|general|colonel|captain|director|chief|king|queen|"
    "prince|princess|pope|mayor|governor|judge|justice|analyst|author|actor|actress|singer|coach|leader|chair(?:man|"
    "woman)?|professor|economist|historian|journalist|officer|doctor|founder|ceo"
)
_TITLED = re.compile(rf"\b(?:{_TITLES})\.?,? $", re.IGNORECASE)
_TITLE_INSIDE = re.compile(rf"^(?:[A-Z][\w’'-]+ )*(?:{_TITLES})\.? ", re.IGNORECASE)
_SAYING = (
    "said|says|say|demands?|told|tells|noted|explained|added|warned|argued|insisted|wrote|stressed|announced|replied|"
    "underlined|thinks|believes|wants|want|called|described|met|briefed|claimed|think|believe|mean"
)
_SAYS = re.compile(rf"^,? (?:has |have |had |also )?(?:{_SAYING})\b")
_SAID_BY = re.compile(r"\b(?:said|says|told|by|by the|according to|asked|met|with) $")
_GROUP = re.compile(
    r"\b(?:House|Kremlin|Ministry|Union|Council|Forum|Institute|University|Party|Army|Bank|Court|Parliament|Congress|"
    r"Senate|Agency|News|Press|Times|Post|Group|Corp|Inc|Ltd|Company|Committee|Commission|Department|Office|Service|"
    r"Services|Process|Article|Act|Law|Plan|Program|Programme|War|Bridge|River|Street|City|State|States|Nations|School|"
    r"College|Museum|Center|Centre|Network|Cloud|Platform|Assistant|Association|Organi[sz]ation|Alliance|Treaty|West|"
    r"East|North|South|Europe|Olympics|Cup|League|Club)s?\b|^[A-Z]{2,}$|^[A-Z](?:\.[A-Z])+\.?$|\d"
)
_PEOPLE = re.compile(r"(?:ian|ish|ese|ench|erman|erican|raeli|raqi|ussian)s?$|^The ", re.IGNORECASE)
_KIN = frozenset(
    """friend neighbor neighbour man woman boy girl child husband wife son daughter father mother brother sister boss
    employee employer worker student teacher lawyer patient owner buyer seller candidate person someone partner
    landlord tenant colleague""".split()
)
TITLED, SPEAKS, LONG, POSSIBLE = 4, 2, 1, 1
SURE = 3
"""So plausible that it can hardly be a thing."""


def is_title(word: str) -> bool:
    """Whether a word stands before a person's name: "spokesman"."""
    return re.fullmatch(_TITLES, word, re.IGNORECASE) is not None


def is_human(noun: str) -> bool:
    """Whether a noun means one person: "neighbor", "spokesman"."""
    return noun in _KIN or is_title(noun)


def is_people(word: str) -> bool:
    """Whether a word says where someone or something comes from: "Ukrainian"."""
    return _PEOPLE.search(word) is not None


def plausibility(text: str, start: int, end: int) -> int:
    """How plausibly the name at `start:end` is a person's; 0 where it is a place, a people or a group."""
    name = text[start:end].removesuffix("’s").removesuffix("'s")
    if " and " in name or _GROUP.search(name) or _PEOPLE.search(name) or is_region(name) or is_capital_city(name):
        return 0
    titled = _TITLED.search(text[:start]) is not None or _TITLE_INSIDE.match(name) is not None
    speaks = _SAYS.match(text[end:]) is not None or _SAID_BY.search(text[:start]) is not None
    return POSSIBLE + TITLED * titled + SPEAKS * speaks + LONG * (" " in name)
