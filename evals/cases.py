"""A case: a question about known articles, and what a right answer says, leaves out and cites."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from evals.rows import RowError, read_rows
from indexing.articles import digest
from service.answers import Status

OFF_TOPIC = "off_topic"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Alternatives = Annotated[tuple[Text, ...], Field(min_length=1)]


class Case(BaseModel):
    """One question with its expectations.

    `before` are the questions asked before it in its conversation. `facts` are all required, each in one of its
    alternatives; `forbidden` are the traps of the case; `status` are the
    statuses that a right answer may have; `articles` hold the answer, and are empty where no article does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    question: Text
    before: tuple[Text, ...] = ()
    articles: tuple[Text, ...] = ()
    facts: tuple[Alternatives, ...] = ()
    forbidden: tuple[Text, ...] = ()
    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.refused and (self.facts or self.articles):
            raise ValueError("a case that must be refused requires no facts and names no articles")
        if not self.refused and Status.NOT_IN_ARTICLES not in self.status and not self.articles:
            raise ValueError("a case that must be answered names the articles that hold its answer")
        return self

    @property
    def digest(self) -> str:
        """Changes with every letter of the case."""
        return digest(self.told)

    @property
    def told(self) -> str:
        """The case as JSON; without the questions before it where there are none, as it was before cases had them."""
        return self.model_dump_json(exclude=None if self.before else {"before"})

    @property
    def refused(self) -> bool:
        """Whether only a refusal is right."""
        return self.status == (Status.NOT_IN_ARTICLES,)


def read_cases(folder: Path) -> tuple[Case, ...]:
    """The cases of `folder/*.jsonl`, or of one file, in order of file and line. Raises RowError for a bad row."""
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder]
    if not files:
        raise RowError(f"{folder} holds no *.jsonl files with cases.")
    cases = tuple(case for file in files for case in read_rows(file, Case))
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise RowError(f"Two cases in {folder} have the id {case.id}; each needs its own.")
        seen.add(case.id)
    return cases


def cases_digest(cases: tuple[Case, ...]) -> str:
    """Changes with every letter of a case, not with the order of files or lines."""
    return digest(*(case.told for case in sorted(cases, key=lambda case: case.id)))
