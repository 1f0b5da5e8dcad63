"""An editor's draft as a text, whatever it was written in: plain text, Markdown, HTML or Word."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from indexing.errors import SourceError
from indexing.readers import Failure, Reading, word
from indexing.readers import read as articles
from indexing.readers.decoding import decoded
from indexing.readers.surprises import surprises_told

STANDARD_INPUT = "-"
# Formats that editors have and that would pass for text, or fail as "binary", without a word on what to do instead.
_UNREAD = re.compile(r"\.(?:rtf|odt|pages|pdf|doc)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of a character, both from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft as it was read. The verdicts count in `text`, which for HTML and Word is what is left of the file."""

    name: str
    text: str

    def place(self, offset: int) -> Place:
        """Where the character at this offset of the text stands."""
        before = self.text.count("\n", 0, offset)
        return Place(before + 1, offset - self.text.rfind("\n", 0, offset))


def read(draft: str, *, max_file_mb: int) -> Manuscript:
    """The draft in a file, or on standard input where it is called `-`. Raises SourceError with one sentence."""
    if draft == STANDARD_INPUT:
        return Manuscript("standard input", _read("on standard input", sys.stdin.buffer.read()))
    if draft.lower().endswith((".html", ".htm")):
        return Manuscript(draft, _page(draft, max_file_mb))
    if unread := _UNREAD.search(draft):
        raise SourceError(f"The draft {draft} cannot be read: save the {unread[0]} as .docx or as text first.")
    return Manuscript(draft, _read(draft, _bytes(Path(draft), max_file_mb)))


def _read(named: str, data: bytes) -> str:
    try:
        with surprises_told():
            return word.text_of(data) if word.is_word(data, named) else decoded(data)
    except SourceError as error:
        raise _refused(named, str(error)) from error


def _page(draft: str, max_file_mb: int) -> str:
    for reading in articles(draft, max_bytes=max_file_mb * 1_000_000):
        if isinstance(reading, Failure):
            raise _refused(draft, reading.reason)
        if isinstance(reading, Reading):
            return reading.article.text
    raise SourceError(f"The draft {draft} holds no text.")


def _bytes(path: Path, max_file_mb: int) -> bytes:
    try:
        if path.stat().st_size > max_file_mb * 1_000_000:
            raise SourceError(f"The draft {path} has more than {max_file_mb} MB: check it in parts.")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"The draft {path} cannot be read ({error.strerror}): check the path.") from error


def _refused(named: str, reason: str) -> SourceError:
    # The readers speak of articles that are to be indexed; their remedy is the same for a draft.
    told = reason.replace("the article's text", "the text").replace("the article", "it")
    return SourceError(f"The draft {named} cannot be read: {told[:1].lower()}{told[1:]}")
