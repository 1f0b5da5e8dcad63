"""Paragraphs that an editor broke at a fixed width, joined again."""

from collections.abc import Sequence

WIDEST_WRAP = 120
NARROWEST_WRAP = 40
# A line that would have had room for this many characters more was ended on purpose.
_SLACK = 10
_MARKDOWN_SLACK = 40


def unwrapped(rows: Sequence[tuple[int, str]], *, markdown: bool) -> list[tuple[int, str]]:
    """The rows (line number, text) of one block with broken lines joined. Rows longer than any editor wraps are
    paragraphs of their own, and so are rows that ended well before the width; Markdown is read more loosely.
    """
    width = max(len(row) for _, row in rows)
    joined: list[tuple[int, str]] = []
    before = ""
    for number, row in rows:
        if joined and _goes_on(before, row.strip(), width, markdown):
            joined[-1] = (joined[-1][0], f"{joined[-1][1].rstrip()} {row.strip()}")
        elif row.strip():
            joined.append((number, row))
        before = row
    return joined


def _goes_on(before: str, row: str, width: int, markdown: bool) -> bool:
    if not before.strip() or not row or before.endswith("  "):
        return False
    if width > WIDEST_WRAP:
        return before.strip()[-1].isalnum() and row[0].islower()
    slack = _MARKDOWN_SLACK if markdown else _SLACK
    return width >= NARROWEST_WRAP and len(before.strip()) + 1 + len(row.split()[0]) > width - slack
