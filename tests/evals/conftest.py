from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from evals.scorers import Sources
from indexing.articles import Article, Fields
from service.answers import Answer, Citation, Statement, Status, Verdict

TEXT = (
    "The council approved 12 new tram stops on 3 May 2024. Mayor Ana Ruiz called the plan “bold and overdue”.\n\n"
    "About 40 percent of riders live in Norhaven. Work begins in 2025."
)


@dataclass(frozen=True)
class World:
    """One article and answers that cite it, right unless a test plants a fault."""

    article: Article

    @property
    def sources(self) -> Sources:
        held = {self.article.id: self.article}
        return Sources(held.get, {self.article.id: ("Follow the Norhaven Herald on all channels",)})

    def citation(self, number: int, quote: str, marker: int, /, **changed: Any) -> Citation:
        start = self.article.text.index(quote)
        given: dict[str, Any] = {
            "number": number,
            "article_id": self.article.id,
            "article_version": self.article.version,
            "title": self.article.fields.title,
            "publisher": None,
            "authors": (),
            "published_at": self.article.fields.published,
            "modified_at": None,
            "url": None,
            "quote": quote,
            "start": start,
            "end": start + len(quote),
            "marker_start": marker,
            "marker_end": marker + 3,
        }
        return Citation(**{**given, **changed})

    def answer(self, *pairs: tuple[str, str]) -> Answer:
        """An answer of statements, each with the quote that it cites."""
        text, statements, citations = "", [], []
        for number, (said, quote) in enumerate(pairs, start=1):
            start = len(text) + bool(text)
            text = f"{text} {said} [{number}]".strip()
            citations.append(self.citation(number, quote, len(text) - 3))
            statements.append(
                Statement(text=said, start=start, end=start + len(said), verdict=Verdict.SUPPORTED, citations=(number,))
            )
        return Answer(
            id="1",
            question="?",
            standalone_question="?",
            status=Status.ANSWERED,
            text=text,
            as_of="2024-05-04",
            newest_source=date(2024, 5, 4) if pairs else None,
            statements=tuple(statements),
            citations=tuple(citations),
            corpus_revision=1,
            model="extractive",
        )

    def refusal(self, **changed: Any) -> Answer:
        return self.answer().model_copy(
            update={"status": Status.NOT_IN_ARTICLES, "text": "The articles do not say.", **changed}
        )

    def corrected(self) -> "World":
        return World(replace(self.article, text=self.article.text.replace("12", "13")))


@pytest.fixture
def world() -> World:
    return World(Article("trams", "trams.md", Fields(title="Trams", published=date(2024, 5, 4)), TEXT))
