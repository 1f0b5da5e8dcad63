"""Does the answer say what its case asks for: status, facts, nothing forbidden, the right articles."""

import re
import unicodedata

from evals.cases import Case
from service.answers import Answer, Status

_FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": ""})


def status(case: Case, answer: Answer) -> tuple[str, ...]:
    """The status, where the case does not allow it."""
    allowed = ", ".join(case.status)
    return () if answer.status in case.status else (f"the status is {answer.status}; allowed: {allowed}",)


def facts(case: Case, answer: Answer) -> tuple[str, ...]:
    """The required facts that the answer lacks in all of their alternatives. An allowed refusal lacks none."""
    if answer.status is Status.NOT_IN_ARTICLES and answer.status in case.status:
        return ()
    return tuple(
        f"missing: {' | '.join(fact)}" for fact in case.facts if not any(_says(answer, phrase) for phrase in fact)
    )


def forbidden(case: Case, answer: Answer) -> tuple[str, ...]:
    """The traps of the case that the answer fell into."""
    return tuple(f"says: {phrase}" for phrase in case.forbidden if _says(answer, phrase))


def articles(case: Case, answer: Answer) -> tuple[str, ...]:
    """That none of the articles that hold the answer is cited; in a conflicting answer, each of them that is not."""
    cited = {citation.article_id for citation in answer.citations}
    if answer.status is Status.NOT_IN_ARTICLES or not case.articles:
        return ()
    missing = tuple(article for article in case.articles if article not in cited)
    if answer.status is Status.CONFLICTING:
        return tuple(f"not cited: {article}" for article in missing)
    return ("cites none of " + ", ".join(case.articles),) if len(missing) == len(case.articles) else ()


def _says(answer: Answer, phrase: str) -> bool:
    """Whether a phrase stands in the answer from the start of a word, whatever the case, quotes, dashes and spaces."""
    pattern = re.escape(_fold(phrase))
    tail = r"(?![\d%])(?!,\d{3})" if phrase[-1:].isdigit() else ""
    return re.search(rf"(?<!\w){pattern}{tail}", _fold(_without_markers(answer))) is not None


def _without_markers(answer: Answer) -> str:
    text = answer.text
    for citation in sorted(answer.citations, key=lambda citation: -citation.marker_start):
        if text[citation.marker_start : citation.marker_end] == f"[{citation.number}]":
            text = text[: citation.marker_start] + text[citation.marker_end :]
    return text


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).casefold().split())
