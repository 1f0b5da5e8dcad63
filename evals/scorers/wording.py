"""The wording of an answer as scorers compare it."""

import unicodedata

from service.answers import Answer

_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": ""})


def folded(text: str) -> str:
    """The text with straight quotes, plain hyphens and single spaces; letters keep their case."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def without_markers(answer: Answer) -> str:
    """The text of an answer without its citation markers, so that [1] is not read as a number."""
    text = answer.text
    for citation in sorted(answer.citations, key=lambda citation: -citation.marker_start):
        if text[citation.marker_start : citation.marker_end] == f"[{citation.number}]":
            text = text[: citation.marker_start] + text[citation.marker_end :]
    return text
