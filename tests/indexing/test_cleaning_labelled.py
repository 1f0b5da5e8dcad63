"""Lines of pages that we wrote, each labelled as junk (-) or body (+): what the cleaning makes of them."""

from dataclasses import dataclass
from pathlib import Path

from indexing.cleaning import clean
from indexing.readers.markup import parse

FOLDER = Path(__file__).parent / "labelled"
WANTED = 0.95


@dataclass(frozen=True)
class Label:
    page: str
    text: str
    junk: bool
    cut: bool


def labels() -> list[Label]:
    return [label for page in sorted(FOLDER.glob("*.txt")) for label in _of(page)]


def _of(page: Path) -> list[Label]:
    marked = [(line[0] == "-", line[2:]) for line in page.read_text(encoding="utf-8").splitlines()]
    cleaned = clean(parse("\n\n".join(text for _, text in marked), plain=True).lines, plain=True)
    cuts = {cut.text for cut in cleaned.cuts}
    return [
        Label(page.stem, text, junk, " ".join(text.split()) in {" ".join(c.split()) for c in cuts})
        for junk, text in marked
    ]


def test_junk_lines_are_told_from_the_body() -> None:
    found = labels()
    cut, junk = [one for one in found if one.cut], [one for one in found if one.junk]
    right = [one for one in cut if one.junk]
    assert len(found) >= 300
    missed, lost = [one for one in junk if not one.cut], [one for one in cut if not one.junk]
    assert len(right) / len(cut) >= WANTED, lost
    assert len(right) / len(junk) >= WANTED, missed
