"""Is a follow-up found by the question that the rules make of it: as it was asked, as it was rewritten, as people did.

Rows are those of MTRAG: `input` holds the turns, the last of them the follow-up, `contexts` the passages that answer
it. Without contexts a row is rewritten and not searched. All passages of the file are searched.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench.ranking import ndcg, recall
from evals.progress import track
from evals.rows import Row
from indexing.sentences import sentences
from service.conversation.turn import Turn, Turns

_K = 10

Rewrite = Callable[[str, Turns], str]
Search = Callable[[str], Sequence[str]]
"""A question in, the ids of the passages found out, best first, each once."""


class Utterance(Row):
    """What the user or the agent said."""

    speaker: str
    text: str


class Context(Row):
    """A passage that answers."""

    document_id: str
    text: str
    title: str | None = None


class Talk(Row):
    """A conversation up to its last question; `rewrite` is how people put that, where they did."""

    input: tuple[Utterance, ...]
    contexts: tuple[Context, ...] = ()
    rewrite: str | None = None

    @property
    def first(self) -> str:
        """The first question, which stands alone."""
        return _line(self.input[0].text)

    @property
    def question(self) -> str:
        """The last question."""
        return _line(self.input[-1].text)

    def turns(self, rewrite: Rewrite) -> Turns:
        """What was said before the last question, each question as it was rewritten."""
        made: Turns = ()
        for asked, told in zip(self.input[0:-1:2], self.input[1:-1:2], strict=False):
            said = tuple(told.text[span.start : span.end] for span in sentences(told.text))
            made = (*made, Turn(rewrite(_line(asked.text), made), said))
        return made


@dataclass(frozen=True, slots=True)
class Found:
    """How well one form of the follow-ups is answered: means over the rows that have contexts."""

    n: int
    recall: float
    ndcg: float

    def row(self) -> dict[str, float | int]:
        """The figures under the names that are printed."""
        return {"n": self.n, "recall@10": round(self.recall, 4), "ndcg@10": round(self.ndcg, 4)}


def figures(rows: Sequence[Talk], rewrite: Rewrite, search: Search) -> dict[str, object]:
    """The figures of all rows with turns before the question.

    `dragged` are first questions that were altered behind another conversation: a new topic must not drag the old one
    along.
    """
    later = [(row, row.turns(rewrite)) for row in rows if len(row.input) > 1]
    forms = {
        "raw": [(row, row.question) for row, _ in later],
        "rewritten": [(row, rewrite(row.question, turns)) for row, turns in later],
        "reference": [(row, row.rewrite) for row, _ in later if row.rewrite],
    }
    altered = sum(rewrite(row.question, turns) != row.question for row, turns in later)
    dragged = [one for one in _strangers(rows, rewrite) if one]
    return {
        "n": len(later),
        "altered": altered,
        "new_topics": sum(len(row.input) > 1 for row in rows),
        "dragged": len(dragged),
        **{name: _found(asked, search).row() for name, asked in forms.items() if asked},
    }


def write_articles(rows: Iterable[Talk], path: Path) -> None:
    """The passages of all rows as articles, one JSON object a line, each once."""
    passages = {context.document_id: context for row in rows for context in row.contexts}
    with path.open("w", encoding="utf-8") as file:
        for name, context in passages.items():
            file.write(json.dumps({"doc_id": name, "title": context.title, "text": context.text}) + "\n")


def _strangers(rows: Sequence[Talk], rewrite: Rewrite) -> Iterable[bool]:
    """Of each conversation, whether the first question of the next row is altered behind it."""
    for place, row in enumerate(rows):
        if len(row.input) > 1:
            stranger = rows[(place + 1) % len(rows)].first
            yield rewrite(stranger, row.turns(rewrite)) != stranger


def _found(asked: Sequence[tuple[Talk, str]], search: Search) -> Found:
    judged = [(row, question) for row, question in asked if row.contexts]
    ranked = [search(question) for _, question in track(judged, "Searching")]
    gains = [{context.document_id: 1.0 for context in row.contexts} for row, _ in judged]
    pairs = list(zip(ranked, gains, strict=True))
    of = len(pairs) or 1
    return Found(
        len(pairs),
        sum(recall(names, gain, _K) for names, gain in pairs) / of,
        sum(ndcg(names, gain, _K) for names, gain in pairs) / of,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
