"""An editor's draft, or any text: what the articles say of each claim in it.

For each claim its evidence is looked for in the whole corpus, and the same checks judge it as an answer's statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexing.search import Hit, Scope
from service.checking import Checker
from service.drafting import DraftStatement
from service.errors import QuestionError
from service.monitoring.spans import span
from service.quotes import Quote
from service.verdicts import LARGEST, JudgedClaim, Source, Verification
from service.verification.claims import Claim, claims


@dataclass(frozen=True, slots=True)
class DraftChecker:
    """Checks texts against one corpus."""

    checker: Checker
    revision: Callable[[], int]

    @span("check draft")
    def check(self, text: str) -> Verification:
        """The verdict on each claim. Raises QuestionError for a text that is empty or longer than LARGEST."""
        if not text.strip():
            raise QuestionError("The draft is empty: give a text with at least one sentence.")
        if len(text) > LARGEST:
            raise QuestionError(f"The draft is longer than {LARGEST:,} characters: check it in parts.")
        judged = tuple(self._judged(claim) for claim in claims(text))
        return Verification(claims=judged, corpus_revision=self.revision())

    def _judged(self, claim: Claim) -> JudgedClaim:
        checked, hits = self.checker.check(DraftStatement(claim.text), (), Scope())
        return JudgedClaim(
            text=claim.text,
            start=claim.start,
            end=claim.end,
            verdict=checked.verdict,
            score=round(checked.score, 4),
            reasons=checked.reasons,
            evidence=tuple(_source(quote, hits) for quote in checked.quotes),
        )


def _source(quote: Quote, hits: Sequence[Hit]) -> Source:
    hit = hits[quote.hit]
    return Source(
        article_id=hit.passage.article_id,
        article_version=hit.passage.version,
        title=hit.fields.title,
        publisher=hit.fields.publisher,
        published_at=hit.fields.published,
        url=hit.fields.url,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        correction=hit.fields.correction,
        corrected_at=hit.fields.corrected,
    )
