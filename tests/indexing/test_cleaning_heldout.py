"""Lines of pages that we wrote and labelled before any cleaning was run on them, in two halves of ten pages each
and a third set of 22.

The rules of that day cut no line of the body of either half, and of the junk 56 % of the first and 50 % of the second.
They were then mended by kind on the first half alone, to 95 %; the second, still unseen, stood at 73 %, which is what
to expect of pages that nobody has looked at. It was looked at after that, so neither half is unseen any more.

A third set of 22 pages of 22 other publishers, more of it furniture and of more kinds, was written later and put in
before anything was run on it. The rules of that day stood on it at a precision of 98.4 % and a recall of 59.3 %. Every
other page by name, from the first on, was then looked at; of the others ("unseen") nothing but figures was. On these
the recall went from 58.3 % to 71.9 %, at a precision of 99.1 % where it was 97.9 %: what to expect of a page that
nobody has looked at, less what one hand wrote into both halves. The 95 % that are wanted are not reached there.
"""

import re
from pathlib import Path

import pytest

from indexing.cleaning import clean
from indexing.readers.markup import parse

FOLDER = Path(__file__).parent / "heldout"
PRECISION = {"first": 0.99, "second": 0.99, "third": 0.99, "unseen": 0.99}
RECALL = {"first": 0.95, "second": 0.91, "third": 0.77, "unseen": 0.71}
_MARKER = re.compile(r"^(?:[-*•]|\d+[.)]) ")


def _pages(half: str) -> list[Path]:
    if half == "unseen":
        return _pages("third")[1::2]
    return sorted((FOLDER / half).glob("*.txt"))


def _labels(page: Path) -> list[tuple[str, bool, bool]]:
    """The lines of a page, whether each is junk, and whether it was cut."""
    marked = [(line[0] == "-", line[2:]) for line in page.read_text(encoding="utf-8").splitlines()]
    cleaned = clean(parse("\n\n".join(text for _, text in marked), plain=True).lines, plain=True)
    cuts = {" ".join(cut.text.split()) for cut in cleaned.cuts}
    return [(text, junk, bool({text, _MARKER.sub("", text)} & cuts)) for junk, text in marked]


@pytest.mark.parametrize("half", RECALL)
def test_junk_lines_of_pages_that_the_rules_were_not_made_on_are_told_from_the_body(half: str) -> None:
    pages = _pages(half)
    found = [label for page in pages for label in _labels(page)]
    cut, junk = [one for one in found if one[2]], [one for one in found if one[1]]
    right = [one for one in cut if one[1]]
    assert len(pages) >= 10 and len(found) >= 300
    assert len(right) / len(cut) >= PRECISION[half], [one for one in cut if not one[1]]
    assert len(right) / len(junk) >= RECALL[half], [one for one in junk if not one[2]]
