"""How often is an answer right, and how often is it rightly refused.

answered               the status is not `not_in_articles`; a question that cannot be taken counts as refused
correct                answered, and a right string stands in the answer's text as whole words, after normalisation
                       of case, accents, quotes, punctuation, articles (a, an, the) and spaces
wrong                  answered, and not correct; so is any answer to a question that the articles do not answer
abstained              refused: n - answered
precision              correct / answered
coverage               answerable questions answered / answerable questions
abstain_recall         questions without an answer refused / questions without an answer
ungrounded_statements  statements with a fault by the evals' own scorers: a citation that does not exist as it says, or
                       a number, date, name or quotation that its cited quotes do not hold
p50_ms, p99_ms         milliseconds from question to answer

A share of nothing is null.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.bench.matching import holds
from evals.bench.questions import AnswerableQuestion
from evals.bench.ranking import percentile
from evals.progress import track
from evals.scorers.existence import citation_faults, statement_faults
from evals.scorers.provenance import foreign
from evals.scorers.score import Sources
from evals.scorers.wording import without_markers
from evals.stats import Share
from service.answers import Answer, Status

# None where the question cannot be taken at all, as one in another language.
Ask = Callable[[AnswerableQuestion], Answer | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question."""

    id: str
    answerable: bool
    answered: bool
    correct: bool
    ungrounded: int
    seconds: float


def measure(ask: Ask, questions: Sequence[AnswerableQuestion], sources: Sources) -> tuple[Asked, ...]:
    """Ask each question once, in order."""
    return tuple(_asked(ask, question, sources) for question in track(questions, "Asking"))


def figures(asked: Sequence[Asked]) -> dict[str, float | int | None]:
    """The figures under the names that are printed; their definitions stand at the top of this file."""
    answerable = [one for one in asked if one.answerable]
    others = [one for one in asked if not one.answerable]
    answered = [one for one in asked if one.answered]
    correct = sum(one.correct for one in asked)
    milliseconds = [1_000 * one.seconds for one in asked]
    return {
        "n": len(asked),
        "answered": len(answered),
        "correct": correct,
        "wrong": len(answered) - correct,
        "abstained": len(asked) - len(answered),
        "precision": _rounded(Share(correct, len(answered))),
        "coverage": _rounded(Share(sum(one.answered for one in answerable), len(answerable))),
        "abstain_recall": _rounded(Share(sum(not one.answered for one in others), len(others))),
        "ungrounded_statements": sum(one.ungrounded for one in asked),
        "p50_ms": round(percentile(milliseconds, 50), 1),
        "p99_ms": round(percentile(milliseconds, 99), 1),
    }


def ungrounded(answer: Answer, sources: Sources) -> int:
    """How many statements of an answer have a fault in their place, citations, or what they say."""
    citations = {citation.number: citation for citation in answer.citations}
    faulty = {number for number, citation in citations.items() if any(citation_faults(citation, answer.text, sources))}
    return sum(
        bool(faulty & set(statement.citations))
        or any(statement_faults(statement, answer))
        or bool(foreign(statement.text, [citations[n].quote for n in statement.citations if n in citations]))
        for statement in answer.statements
    )


def _asked(ask: Ask, question: AnswerableQuestion, sources: Sources) -> Asked:
    began = time.perf_counter()
    answer = ask(question)
    seconds = time.perf_counter() - began
    if answer is None:
        return Asked(question.id, question.answerable, answered=False, correct=False, ungrounded=0, seconds=seconds)
    answered = answer.status is not Status.NOT_IN_ARTICLES
    correct = answered and question.answerable and holds(without_markers(answer), question.answer)
    return Asked(question.id, question.answerable, answered, correct, ungrounded(answer, sources), seconds)


def _rounded(share: Share) -> float | None:
    return None if share.value is None else round(share.value, 4)
