"""The words of a text, taken apart once for all that ask for them."""

import re
from dataclasses import dataclass
from typing import Final, Self

_WHOLE: Final = re.compile(r"[\w’'-]+")
_PARTS: Final = re.compile(r"\w+")
_LETTERED: Final = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Words:
    """Those that begin with a letter, as they stand, in any order; and all of them without regard to capitals: `whole`
    with their hyphens and apostrophes, `parts` what these join. `folded` is the text without regard to capitals.
    """

    folded: str
    lettered: list[str]
    whole: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """The words of a text."""
        pieces = text.split()
        # Most pieces between spaces are a word as they are; patterns are asked only for the others.
        plain = [piece for piece in pieces if piece.isalpha()]
        odd = " ".join(piece for piece in pieces if not piece.isalpha())
        folded, also = " ".join(plain).casefold().split(), odd.casefold()
        return cls(
            text.casefold(),
            plain + _LETTERED.findall(odd),
            frozenset((*folded, *(word.replace("’", "'") for word in _WHOLE.findall(also)))),
            frozenset((*folded, *_PARTS.findall(also))),
        )
