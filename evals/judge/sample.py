"""One result as ragas takes it: what was asked, found and answered, and what was wanted."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from evals.cases import Case
from evals.rows import RowError
from evals.scorers import Sources
from evals.scorers.wording import says, without_markers
from indexing.articles import Fields, Passage
from indexing.search import Hit
from indexing.splitting import split
from service.answers import Answer, Citation, Status

# As many passages as an answer usually rests on.
FIRST_PASSAGES = 5
_SPACES = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Context:
    """A text under a line that names its article, its publisher and its date as far as known; and the article's id."""

    article: str
    text: str

    @classmethod
    def of(cls, article: str, text: str, *source: str | date | None) -> Self:
        """A text of an article. The answers name the sources of what they quote, so a judge must know them."""
        return cls(article, f"{', '.join(str(part) for part in source if part)}\n{text}")

    @classmethod
    def of_passage(cls, passage: Passage, fields: Fields) -> Self:
        """A passage of an article with these fields."""
        return cls.of(passage.article_id, passage.text, fields.title, fields.publisher, fields.published)

    @classmethod
    def of_citation(cls, cited: Citation) -> Self:
        """What a citation quotes."""
        return cls.of(cited.article_id, cited.quote, cited.title, cited.publisher, cited.published_at)


@dataclass(frozen=True, slots=True)
class Sample:
    """A case and what came of it; without an answer it could not be asked.

    `retrieved` are the first passages that were found, and what the answer cites beyond them. `wanted` are the
    passages of the case's articles in which one of its facts stands.
    """

    case: Case
    answer: Answer | None
    retrieved: tuple[Context, ...]
    wanted: tuple[Context, ...]

    @classmethod
    def of(cls, case: Case, answer: Answer | None, found: Sequence[Hit], sources: Sources) -> Self:
        """The sample of a case that was answered from what was found, best first."""
        citations = answer.citations if answer else ()
        used = [
            hit
            for place, hit in enumerate(found)
            if place < FIRST_PASSAGES or any(_holds(hit.passage, citation) for citation in citations)
        ]
        elsewhere = (one for one in citations if not any(_holds(hit.passage, one) for hit in used))
        return cls(
            case,
            answer,
            (*(Context.of_passage(hit.passage, hit.fields) for hit in used), *map(Context.of_citation, elsewhere)),
            tuple(_wanted(case, sources)),
        )

    @property
    def response(self) -> str | None:
        """The text of the answer without its citation markers; None where there is none."""
        return _SPACES.sub(" ", without_markers(self.answer)).strip() if self.answer else None

    @property
    def answered(self) -> bool:
        """Whether there is an answer that says something of the articles."""
        return self.answer is not None and self.answer.status is not Status.NOT_IN_ARTICLES

    @property
    def reference(self) -> str | None:
        """The question with the facts that a right answer says, each in its first wording; None where it has none."""
        facts = "; ".join(fact[0] for fact in self.case.facts)
        return f"{self.case.question} {facts}." if facts else None

    def single_turn(self) -> dict[str, Any]:
        """The fields of ragas' SingleTurnSample; the ids are those of the articles. It passes over the last three."""
        return {
            "user_input": self.case.question,
            "response": self.response,
            "retrieved_contexts": [context.text for context in self.retrieved],
            "retrieved_context_ids": [context.article for context in self.retrieved],
            "reference_contexts": [context.text for context in self.wanted],
            "reference_context_ids": list(self.case.articles),
            "reference": self.reference,
            **self._ours(),
        }

    def multi_turn(self) -> dict[str, Any]:
        """The fields of ragas' MultiTurnSample, the turns as messages. It passes over the last three."""
        said = [{"type": "human", "content": self.case.question}, {"type": "ai", "content": self.response or ""}]
        return {"user_input": said, "reference": self.reference, **self._ours()}

    def _ours(self) -> dict[str, Any]:
        # What differs from run to run is left out, so that equal answers give equal files.
        answer = self.answer.model_copy(update={"id": self.case.id, "timings": {}}) if self.answer else None
        return {
            "reference_facts": [list(fact) for fact in self.case.facts],
            "case": self.case.model_dump(mode="json"),
            "answer": answer.model_dump(mode="json") if answer else None,
        }


def write_samples(path: Path, samples: Iterable[Sample], *, multi_turn: bool = False) -> None:
    """JSON lines that `ragas.EvaluationDataset.from_jsonl` loads, which takes one kind a file. Raises RowError."""
    rows = (one.multi_turn() if multi_turn else one.single_turn() for one in samples)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RowError(f"The samples cannot be written to {path}: {error.strerror}.") from error


def _holds(passage: Passage, citation: Citation) -> bool:
    return passage.article_id == citation.article_id and passage.start <= citation.start < passage.end


def _wanted(case: Case, sources: Sources) -> Iterable[Context]:
    phrases = [phrase for fact in case.facts for phrase in fact]
    for article in filter(None, map(sources.article, case.articles)):
        for passage in split(article):
            if any(says(passage.text, phrase) for phrase in phrases):
                yield Context.of_passage(passage, article.fields)
