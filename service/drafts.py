"""An editor's draft, or any text: what the articles say of each claim in it.

For each claim its evidence is looked for in the whole corpus, and the same checks judge it as an answer's statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexing.corpus import Corpus
from indexing.search import Hit
from service.answers import Reason, Verdict, Wire
from service.drafting import DraftStatement
from service.errors import QuestionError
from service.grounding import ground
from service.quotes import Quote, naming
from service.retrieval import Evidence
from service.verification import verify
from service.verification.claims import Claim, claims

LARGEST = 200_000
# Passages that a claim is compared with.
_PASSAGES = 12


class Source(Wire):
    """A quote that a claim was judged by: it stands at `start:end` of this version of the article."""

    article_id: str
    article_version: str
    title: str | None
    publisher: str | None
    published_at: date | None
    url: str | None
    quote: str
    start: int
    end: int


class JudgedClaim(Wire):
    """A claim at `start:end` of the draft, with its verdict, the reasons and the quotes that it was judged by.

    Without evidence it is unsupported: no article speaks of it in words like these.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Source, ...] = ()


class Verification(Wire):
    """All claims of a draft in order, of the corpus at this revision."""

    claims: tuple[JudgedClaim, ...]
    corpus_revision: int

    @property
    def sound(self) -> bool:
        """Whether no claim is contradicted or unsupported."""
        return all(one.verdict not in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED) for one in self.claims)


@dataclass(frozen=True, slots=True)
class DraftChecker:
    """Checks texts against one corpus."""

    corpus: Corpus

    def check(self, text: str) -> Verification:
        """The verdict on each claim. Raises QuestionError for a text that is empty or longer than LARGEST."""
        if not text.strip():
            raise QuestionError("The draft is empty: give a text with at least one sentence.")
        if len(text) > LARGEST:
            raise QuestionError(f"The draft is longer than {LARGEST:,} characters: check it in parts.")
        judged = tuple(self._judged(claim) for claim in claims(text))
        return Verification(claims=judged, corpus_revision=self.corpus.catalog.revision)

    def _judged(self, claim: Claim) -> JudgedClaim:
        hits = self.corpus.search(claim.text, limit=_PASSAGES)
        evidence = Evidence(claim.text, None, hits, (), 1.0, ())
        quotes = ground(DraftStatement(claim.text, ()), evidence)
        judgement = verify(claim.text, [quote.text for quote in quotes], naming(quotes, hits))
        return JudgedClaim(
            text=claim.text,
            start=claim.start,
            end=claim.end,
            verdict=judgement.verdict,
            reasons=judgement.reasons,
            evidence=tuple(_source(quote, hits) for quote in quotes),
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
    )
