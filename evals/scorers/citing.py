"""Citation recall and precision of statements, as in ALCE (Gao et al. 2023), by the wording of what they cite.

Recall is the share of statements that their citations together support fully, precision the share of citations that
count. Other than there, a citation that points to nothing is no evidence and counts against precision.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evals.scorers.existence import target_faults
from evals.scorers.score import Sources
from evals.scorers.support import Support, support
from evals.stats import Share
from service.answers import Answer, Statement


class Use(StrEnum):
    """What one citation is to its statement; only a precise one counts for precision."""

    PRECISE = "precise"
    """The statement is fully supported, and this citation bears out a part of it or cannot be spared."""
    IRRELEVANT = "irrelevant"
    """The statement is fully supported without this citation, which alone bears out nothing of it."""
    INSUFFICIENT = "insufficient"
    """All citations together do not support the statement fully."""
    NONEXISTENT = "nonexistent"
    """It points to nothing: no such citation, article, version, span or quote."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement, its grade by all its citations together, and the use of each of them by its number."""

    text: str
    grade: Support
    uses: Mapping[int, Use]

    @property
    def faults(self) -> Iterator[str]:
        """What keeps recall or precision from being 1."""
        if self.grade is not Support.FULL:
            yield f"“{self.text[:60]}” has {'partial' if self.grade is Support.PARTIAL else 'no'} support in its quotes"
        for number, use in self.uses.items():
            if use in (Use.IRRELEVANT, Use.NONEXISTENT):
                yield f"“{self.text[:60]}” cites [{number}], which is {use}"


def cited(answer: Answer, sources: Sources) -> tuple[Cited, ...]:
    """The statements of an answer in their order; a refusal has none."""
    quotes = {one.number: one.quote for one in answer.citations if not any(target_faults(one, sources))}
    return tuple(_cited(statement, quotes) for statement in answer.statements)


def citing(answer: Answer, sources: Sources) -> tuple[str, ...]:
    """The statements that are not fully supported, and the citations that are irrelevant or point to nothing."""
    return tuple(fault for one in cited(answer, sources) for fault in one.faults)


def recall(statements: Iterable[Cited]) -> Share:
    """The fully supported ones of the statements."""
    grades = [one.grade for one in statements]
    return Share(grades.count(Support.FULL), len(grades))


def precision(statements: Iterable[Cited]) -> Share:
    """The precise ones of the citations, each counted once for each statement that it stands behind."""
    uses = [use for one in statements for use in one.uses.values()]
    return Share(uses.count(Use.PRECISE), len(uses))


def _cited(statement: Statement, quotes: Mapping[int, str]) -> Cited:
    held = {number: quotes[number] for number in statement.citations if number in quotes}
    grade = support(statement.text, list(held.values()))
    uses = {number: _use(number, statement.text, grade, held) for number in statement.citations}
    return Cited(statement.text, grade, uses)


def _use(number: int, claim: str, grade: Support, held: Mapping[int, str]) -> Use:
    if number not in held:
        return Use.NONEXISTENT
    if grade is not Support.FULL:
        return Use.INSUFFICIENT
    others = [quote for other, quote in held.items() if other != number]
    idle = support(claim, [held[number]]) is Support.NONE and support(claim, others) is Support.FULL
    return Use.IRRELEVANT if idle else Use.PRECISE
