"""The spellings of one name: initials, demonyms, transliterations. "EU", "Russian" and "Zelenskyy" are found again."""

import re
from functools import lru_cache

from service.wording import folded, words

_TRANSLITERATED = re.compile(r"(?:yy|iy|yi|ij|yj|ii|i)$")
_ONE_NAME = (
    ("united states", "us", "usa", "america", "american", "americans"),
    ("united kingdom", "uk", "britain", "british", "briton", "britons"),
    ("european union", "eu"),
    ("united nations", "un"),
    ("kyiv", "kiev"),
    ("kharkiv", "kharkov"),
    ("odesa", "odessa"),
    ("prime minister", "pm"),
    ("france", "french"),
    ("spain", "spanish", "spaniard", "spaniards"),
    ("poland", "polish", "pole", "poles"),
    ("netherlands", "dutch"),
    ("denmark", "danish", "danes"),
    ("switzerland", "swiss"),
    ("greece", "greek", "greeks"),
    ("norway", "norwegian", "norwegians"),
    ("peru", "peruvian"),
    ("philippines", "filipino", "filipinos"),
)
_ENDINGS_OF_ONE_ROOT = frozenset(" s a n ns an ans ian ians e ese ish i is y ey en ain in nian nians ien".split(" "))


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """A name without case, accents, dots, possessive and differences of transliteration: for comparing only."""
    plain = folded(name).replace(".", "").replace("’", "'").removesuffix("'s").removesuffix("'")
    return _TRANSLITERATED.sub("y", plain) if len(plain) > 4 else plain


@lru_cache(maxsize=1_000)
def expanded(text: str) -> frozenset[str]:
    """The keys of all words of a text, the initials of its names, and the other forms of what it names."""
    found = list(words(text))
    keys = {key(word.text) for word in found}
    keys |= {key(part) for word in found for part in re.split(r"['’]", word.text)}
    keys |= _initials(text)
    for forms in _ONE_NAME:
        if any(set(form.split()) <= keys for form in forms):
            keys |= {key(part) for form in forms for part in form.split()}
    return frozenset(keys)


def related(one: str, other: str) -> bool:
    """Whether two keys name a country and its people or tongue: a shared root of four letters, usual endings."""
    if one[:4] != other[:4] or min(len(one), len(other)) < 4:
        return False
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[shared:] in _ENDINGS_OF_ONE_ROOT and other[shared:] in _ENDINGS_OF_ONE_ROOT


def _initials(text: str) -> set[str]:
    names = re.finditer(r"(?!The\s)[^\W\d_a-z][\w.]*(?:[\s-]+(?:(?:of|the|for|and)\s+){0,2}[^\W\d_a-z]\w*)+", text)
    return {
        "".join(part[0] for part in re.findall(r"\w+", name.group()) if part[0].isupper()).casefold() for name in names
    }
