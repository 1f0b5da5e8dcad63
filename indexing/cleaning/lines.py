"""The lines of a source as its markup says they are, before anything is cut."""

import re
from dataclasses import dataclass
from functools import cached_property

from indexing.blocks import Kind

_STOPS = tuple(".!?…。！？")
_CLOSERS = "\"'”’»)]"
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")


@dataclass(frozen=True)
class Line:
    """One heading, paragraph or list item. `number` is its first line in the source, 1-based."""

    # Without slots: what many rules ask of a line is found once, and kept with it.

    number: int
    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""

    @cached_property
    def collapsed(self) -> str:
        """The text with single spaces, see `collapsed`."""
        return collapsed(self.text)

    @cached_property
    def words(self) -> int:
        """How many words stand between its spaces."""
        return len(self.text.split())

    @cached_property
    def is_closed(self) -> bool:
        """Whether it ends as sentences do."""
        return is_closed(self.text)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it surely holds a sentence of the body: eight words or more and closed as sentences are."""
        return self.kind is not Kind.HEADING and self.words >= 8 and self.is_closed

    @cached_property
    def is_title_like(self) -> bool:
        """Whether it reads like a title: marked as one, or short, begun as a title is and not closed as a sentence."""
        if self.kind is not Kind.PARAGRAPH:
            return self.kind is Kind.HEADING
        closed = self.is_closed or self.text[-1:] in ":;,-–—"
        return len(self.text) <= 160 and self.text[:1] not in _OPENERS and not closed and not _DATA.search(self.text)

    def rendered(self) -> str:
        """The line as the text of an article holds it."""
        match self.kind:
            case Kind.HEADING:
                return f"{'#' * max(1, min(self.level, 6))} {self.collapsed}"
            case Kind.ITEM:
                return self.marker + self.collapsed
            case Kind.PARAGRAPH:
                return self.collapsed


_DATA = re.compile(r"[;•]|\s[|]\s|^[\w ]{1,30}:\s*[$€£]?\d[\d.,]*%?$")
_OPENERS = tuple("abcdefghijklmnopqrstuvwxyz-–—•*+(|%/\\@&")


def collapsed(text: str) -> str:
    """The text with each run of spaces, no-break spaces and tabs as one space, and none at its ends."""
    # Lines hold line breaks only where their markup keeps them.
    return _SPACES.sub(" ", text).strip() if "\n" in text else " ".join(text.split())


def is_closed(text: str) -> bool:
    """Whether the text ends with a stop, perhaps with quotes and brackets that close behind it."""
    return text.removesuffix("\n").rstrip(_CLOSERS).endswith(_STOPS)
