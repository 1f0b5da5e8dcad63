"""The wording of an answer as scorers compare it."""

import re
import unicodedata

from service.answers import Answer

MARKER = re.compile(r"\[(\d{1,3})\]")
_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": ""})


def folded(text: str) -> str:
    """The text with straight quotes, plain hyphens and single spaces; letters keep their case."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def outside_statements(answer: Answer) -> str:
    """The text of an answer with spaces in place of its statements, so that offsets stay: markers and lead-ins."""
    text = answer.text
    for statement in answer.statements:
        text = text[: statement.start] + " " * (statement.end - statement.start) + text[statement.end :]
    return text


def without_markers(answer: Answer) -> str:
    """The text of an answer without its citation markers, so that [1] is not read as a number."""
    text = answer.text
    for marker in reversed(list(MARKER.finditer(outside_statements(answer)))):
        text = text[: marker.start()] + text[marker.end() :]
    return text


def says(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text from the start of a word, whatever the case, quotes, dashes and spaces."""
    pattern = re.escape(folded(phrase).casefold())
    tail = r"(?![\d%])(?!,\d{3})" if phrase[-1:].isdigit() else ""
    return re.search(rf"(?<!\w){pattern}{tail}", folded(text).casefold()) is not None
