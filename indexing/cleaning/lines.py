"""The lines of a source as its markup says they are, before anything is cut."""

import re
from dataclasses import dataclass

from indexing.splitting import Kind

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")


@dataclass(frozen=True, slots=True)
class Line:
    """One heading, paragraph or list item. `number` is its first line in the source, 1-based."""

    number: int
    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""

    @property
    def words(self) -> int:
        """How many words stand between its spaces."""
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it surely holds a sentence of the body: eight words or more and closed as sentences are."""
        return self.kind is not Kind.HEADING and self.words >= 8 and bool(SENTENCE_END.search(self.text))

    @property
    def is_title_like(self) -> bool:
        """Whether it reads like a title: marked as one, or short, begun as a title is and not closed as a sentence."""
        if self.kind is not Kind.PARAGRAPH:
            return self.kind is Kind.HEADING
        closed = SENTENCE_END.search(self.text) or self.text[-1:] in ":;,-–—"
        return len(self.text) <= 160 and self.text[:1] not in _OPENERS and not closed and not _DATA.search(self.text)

    def rendered(self) -> str:
        """The line as the text of an article holds it."""
        text = collapsed(self.text)
        match self.kind:
            case Kind.HEADING:
                return f"{'#' * max(1, min(self.level, 6))} {text}"
            case Kind.ITEM:
                return self.marker + text
            case Kind.PARAGRAPH:
                return text


_DATA = re.compile(r"[;•]|\s[|]\s|^[\w ]{1,30}:\s*[$€£]?\d[\d.,]*%?$")
_OPENERS = tuple("abcdefghijklmnopqrstuvwxyz-–—•*+(|%/\\@&")


def collapsed(text: str) -> str:
    """The text with each run of spaces, no-break spaces and tabs as one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip()
