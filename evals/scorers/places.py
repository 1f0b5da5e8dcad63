"""Where in an answer its faults stand, so that a report can mark them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evals.cases import Case
from evals.scorers.existence import citation_faults, statement_faults
from evals.scorers.junk import junk
from evals.scorers.provenance import strangers
from evals.scorers.score import Sources
from evals.scorers.wording import folded
from service.answers import Answer, Citation, Statement


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch `answer.text[start:end]` that a scorer holds against the answer, and what is wrong with it."""

    scorer: str
    start: int
    end: int
    fault: str


def places(case: Case, answer: Answer, sources: Sources) -> tuple[Place, ...]:
    """All faults that have a place, from left to right. What is missing has none."""
    found = (*_citations(answer, sources), *_statements(answer), *_provenance(answer), *_traps(case, answer))
    inside = (one for one in found if 0 <= one.start < one.end <= len(answer.text))
    return tuple(sorted(inside, key=lambda one: (one.start, -one.end, one.scorer)))


def _citations(answer: Answer, sources: Sources) -> Iterator[Place]:
    for citation in answer.citations:
        for fault in citation_faults(citation, answer.text, sources):
            yield _at_marker("existence", citation, fault)
        for fault in junk(answer.model_copy(update={"citations": (citation,)}), sources):
            yield _at_marker("junk", citation, fault)


def _at_marker(scorer: str, citation: Citation, fault: str) -> Place:
    return Place(scorer, citation.marker_start, citation.marker_end, fault)


def _statements(answer: Answer) -> Iterator[Place]:
    for statement in answer.statements:
        for fault in statement_faults(statement, answer):
            yield Place("existence", statement.start, statement.end, fault)


def _provenance(answer: Answer) -> Iterator[Place]:
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for statement in answer.statements:
        for kind, text in strangers(statement.text, [quotes.get(number, "") for number in statement.citations]):
            start, end = _within(statement, text)
            yield Place("provenance", start, end, f"this {kind} stands in no cited quote")


def _within(statement: Statement, text: str) -> tuple[int, int]:
    """Where the wording stands in the answer; the whole statement where folding has changed its letters."""
    match = (
        re.search(re.escape(text), folded(statement.text))
        if len(folded(statement.text)) == len(statement.text)
        else None
    )
    if match is None:
        return statement.start, statement.end
    return statement.start + match.start(), statement.start + match.end()


def _traps(case: Case, answer: Answer) -> Iterator[Place]:
    for phrase in case.forbidden:
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}", answer.text, re.IGNORECASE):
            yield Place("forbidden", match.start(), match.end(), "the trap of this case")
