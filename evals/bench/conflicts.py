"""Where articles disagree, are both sides shown; and is no disagreement shown where there is none.

contested        rows with two expected sides or more
found            contested rows whose answer is `conflicting`
right_sides      found rows of which two expected sides stand in different sides of the answer, as whole words after
                 normalisation of case, accents, quotes, punctuation, articles (a, an, the) and spaces
told             contested rows of which two expected sides stand so in different sentences of the answer, marked as
                 sides or not
uncontested      rows without expected sides
false_conflicts  uncontested rows whose answer is `conflicting`

Each question is asked of its own documents only, as its filter says; a question that cannot be taken counts as
answered without a conflict.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, permutations
from pathlib import Path

from evals.bench.matching import holds
from evals.progress import track
from evals.rows import Row
from indexing.articles import digest
from service.answers import Answer, Status

Figures = dict[str, int]


class Document(Row):
    """An article as a row brings it, in order of nothing."""

    text: str
    title: str | None = None
    published: datetime.date | None = None

    @property
    def id(self) -> str:
        """Changes with every letter: equal documents of two rows are one article."""
        return digest(self.text, self.title or "", str(self.published))


class Contested(Row):
    """A question, the documents that it is asked of, and of each expected side the strings that tell it."""

    id: str
    question: str
    documents: tuple[Document, ...]
    sides: tuple[tuple[str, ...], ...] = ()
    source: str | None = None


# None where the question cannot be taken at all.
Ask = Callable[[Contested], Answer | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of one row: whether sides were expected; whether some are shown, the right ones, and two are told."""

    source: str | None
    contested: bool
    conflicting: bool
    right: bool
    told: bool


def measure(ask: Ask, rows: Sequence[Contested]) -> tuple[Shown, ...]:
    """Ask each row once, in order."""
    return tuple(_shown(row, ask(row)) for row in track(rows, "Asking"))


def figures(shown: Sequence[Shown]) -> dict[str, object]:
    """The figures of all rows, and by source the same keys; their definitions stand at the top of this file."""
    sources = dict.fromkeys(one.source for one in shown if one.source is not None)
    by_source = {source: _figures([one for one in shown if one.source == source]) for source in sources}
    return {**_figures(shown), "by_source": by_source}


def write_articles(rows: Iterable[Contested], path: Path) -> None:
    """The documents of all rows as articles, one JSON object a line, each once."""
    documents = {document.id: document for row in rows for document in row.documents}
    with path.open("w", encoding="utf-8") as file:
        for name, document in documents.items():
            file.write(json.dumps({"doc_id": name, **document.model_dump(mode="json", exclude_none=True)}) + "\n")


def _figures(shown: Sequence[Shown]) -> Figures:
    contested = [one for one in shown if one.contested]
    others = [one for one in shown if not one.contested]
    return {
        "n": len(shown),
        "contested": len(contested),
        "found": sum(one.conflicting for one in contested),
        "right_sides": sum(one.right for one in contested),
        "told": sum(one.told for one in contested),
        "uncontested": len(others),
        "false_conflicts": sum(one.conflicting for one in others),
    }


def _shown(row: Contested, answer: Answer | None) -> Shown:
    contested = len(row.sides) > 1
    if answer is None:
        return Shown(row.source, contested, conflicting=False, right=False, told=False)
    sides = [[side.text for side in conflict.sides] for conflict in answer.conflicts]
    said = {*(statement.text for statement in answer.statements), *chain(*sides)}
    return Shown(
        row.source,
        contested,
        conflicting=answer.status is Status.CONFLICTING,
        right=any(_both(side, row.sides) for side in sides),
        told=_both(sorted(said), row.sides),
    )


def _both(texts: Sequence[str], expected: Sequence[Sequence[str]]) -> bool:
    """Whether two expected sides are told by two of the texts, each by its own."""
    return any(
        holds(first, one) and holds(second, other)
        for one, other in permutations(expected, 2)
        for first, second in permutations(texts, 2)
    )
