"""Drafters that make things up, behind the same seam as any other, and what they drafted kept for judgement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from evals.bench.plants import Articles, Plant, Planting
from indexing.search import Scope
from service.answering import FindsEvidence
from service.drafting import Draft, Drafter, DraftStatement
from service.retrieval import Evidence


@dataclass
class PlantingDrafter:
    """Drafts what a planting makes of the evidence; `planted` is what it drafted last."""

    planting: Planting
    articles: Articles
    planted: tuple[Plant, ...] = ()

    def draft(self, evidence: Evidence) -> Draft:
        """The planted statements."""
        self.planted = self.planting(evidence, self.articles)
        return Draft(tuple(plant.statement for plant in self.planted), "scripted")


@dataclass
class NotedDrafter:
    """Drafts as the drafter inside does, and keeps what it drafted last."""

    inside: Drafter
    drafted: tuple[DraftStatement, ...] = ()

    def draft(self, evidence: Evidence) -> Draft:
        """The draft of the drafter inside. Raises DraftingError as that one does."""
        self.drafted = ()
        draft = self.inside.draft(evidence)
        return replace(draft, statements=self._noted(draft.statements))

    def _noted(self, statements: Iterable[DraftStatement]) -> Iterator[DraftStatement]:
        for statement in statements:
            self.drafted = (*self.drafted, statement)
            yield statement


@dataclass
class RememberedEvidence:
    """Finds what the retriever inside finds, and the same question's evidence only once."""

    inside: FindsEvidence
    found: dict[tuple[str, date | None], Evidence] = field(default_factory=dict[tuple[str, date | None], Evidence])

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence; of the last question from memory."""
        key = (question, asked)
        if key not in self.found:
            self.found = {key: self.inside.evidence(question, scope, asked)}
        return self.found[key]

    @property
    def last(self) -> Evidence | None:
        """The evidence of the last question."""
        return next(iter(self.found.values()), None)
