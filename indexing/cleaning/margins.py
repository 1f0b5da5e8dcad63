"""What stands among the junk above and below a body: labels, and headlines of other articles."""

from collections.abc import Sequence
from typing import Final

from indexing.blocks import Kind
from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line
from indexing.cleaning.sections import Marks

# A list of the article is longer.
_LABELS: Final = 2
_LABEL_WORDS: Final = 5
# Headlines of the page beside one line that is known to be junk.
_PER_KNOWN: Final = 1


def head(lines: Sequence[Line], marks: Marks) -> Marks:
    """Short labels between the title and the last junk above the body, such as where the reporter sits."""
    title = next((i for i, line in enumerate(lines) if i not in marks and line.is_title_like and line.words >= 5), None)
    found: Marks = {}
    held: list[int] = []
    for index in range(len(lines) if title is None else title + 1, len(lines)):
        if index in marks:
            found |= dict.fromkeys(held, Reason.BYLINE)
            held = []
        elif len(held) == _LABELS or not _labels(lines[index]):
            break
        else:
            held.append(index)
    return found


def _labels(line: Line) -> bool:
    short = line.kind is Kind.PARAGRAPH and line.words <= _LABEL_WORDS and not line.is_sentence
    return short and not any(character.isdigit() for character in line.text)


def tail(lines: Sequence[Line], marks: Marks) -> Marks:
    """Labels and headlines of the page among the junk below the last sentence of the body.

    Where they are many more than what is known to be junk, they are a list of the article, of winners or results.
    """
    last = max(
        (index for index, line in enumerate(lines) if index not in marks and line.is_sentence), default=len(lines)
    )
    known = [index for index in marks if index > last]
    first = min(known, default=len(lines))
    others = [index for index in range(first, len(lines)) if index not in marks and not lines[index].is_sentence]
    return dict.fromkeys(others, Reason.RELATED_LINKS) if len(others) <= _PER_KNOWN * len(known) else {}
