"""The rows that benches ask: questions with the day they are asked and, for answers, the strings that are right."""

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from evals.cases import read_cases
from evals.rows import Row, RowError, read_lines, read_rows

Qrels = dict[str, dict[str, float]]

_HEADER = ["query-id", "corpus-id", "score"]


def _day(value: object) -> object:
    """2026-01-31, 2026/01/31 and a timestamp that begins so are one day; an empty string is none."""
    return (value.strip()[:10].replace("/", "-") or None) if isinstance(value, str) else value


def _strings(value: object) -> object:
    return [] if value is None else [value] if isinstance(value, str) else value


class Question(Row):
    """A question, and the day on which it is asked where that is known."""

    id: str
    question: str
    date: Annotated[datetime.date | None, BeforeValidator(_day)] = None


class AnswerableQuestion(Question):
    """A question with the strings that are right; none: the articles do not answer it."""

    answer: Annotated[tuple[str, ...], BeforeValidator(_strings)] = ()

    @property
    def answerable(self) -> bool:
        """Whether the articles hold an answer."""
        return any(right.strip() for right in self.answer)


def questions_in(path: Path) -> tuple[Question, ...]:
    """The questions of a file of rows, or those of the cases in a folder. Raises RowError."""
    if path.is_dir():
        return tuple(Question(id=case.id, question=case.question) for case in read_cases(path))
    return read_rows(path, Question)


def read_qrels(path: Path) -> Qrels:
    """Judged articles by query, from a TSV headed `query-id corpus-id score`. Raises RowError for a bad line."""
    qrels: Qrels = {}
    for number, line in read_lines(path):
        cells = line.rstrip("\r").split("\t")
        if number == 1 and cells == _HEADER:
            continue
        try:
            query, article, score = cells
            qrels.setdefault(query, {})[article] = float(score)
        except ValueError as error:
            raise RowError(f"{path}, line {number}: expected {' '.join(_HEADER)} with tabs between.") from error
    if not qrels:
        raise RowError(f"{path} judges nothing; lines of {' '.join(_HEADER)} are expected.")
    return qrels
