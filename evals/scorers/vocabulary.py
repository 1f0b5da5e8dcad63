"""Which words say something, and which of them are one word in two forms."""

import re

_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|d)$")
_EMPTY = frozenset(
    "a about also an and any are as at be been being but by can did do does for from had has have he her here his how "
    "i in into is it its itself just of on or our out own she so such than that the their them then there these they "
    "this those to too up was we were what when where which while who will with you your".split()
)


def says_something(word: str) -> bool:
    """Whether a lower-case word is more than the glue between others."""
    return word not in _EMPTY


def stem(word: str) -> str:
    """A lower-case word without the commonest endings."""
    return _ENDING.sub("", word)
