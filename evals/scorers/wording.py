"""The wording of an answer as scorers compare it."""

import re
import unicodedata

from service.answers import Answer

_DENIED = re.compile(
    r"(?:^|(?<=\. ))No sentence found says in these words that (?P<said>.+?)(?:; the articles say:|\.)$"
)
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


def asserted(answer: Answer) -> str:
    """The text of an answer without its markers, and without a clause of the question that it says is found nowhere.

    Only that clause is left out: it must stand before the first statement, behind the very words that deny it, and hold
    no word that the question does not. Whatever else stands outside the statements counts as said.
    """
    opens = min((statement.start for statement in answer.statements), default=len(answer.text))
    denied = _DENIED.search(answer.text[:opens].rstrip())
    if denied is None or not _words(denied["said"]) <= _words(f"{answer.question} {answer.standalone_question}"):
        return without_markers(answer)
    start, end = denied.span("said")
    blank = answer.text[:start] + " " * (end - start) + answer.text[end:]
    return without_markers(answer.model_copy(update={"text": blank}))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", folded(text).casefold()))


def says(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text from the start of a word, whatever the case, quotes, dashes and spaces."""
    pattern = re.escape(folded(phrase).casefold())
    tail = r"(?![\d%])(?!,\d{3})" if phrase[-1:].isdigit() else ""
    return re.search(rf"(?<!\w){pattern}{tail}", folded(text).casefold()) is not None
