"""The verdicts on a draft, as they go over the wire."""

from datetime import date

from service.answers import Reason, Verdict, Wire

LARGEST = 200_000


class Source(Wire):
    """A quote that a claim was judged by: it stands at `start:end` of this version of the article. `correction` is the
    publisher's note on what was put right in that, which a draft may still have wrong.
    """

    article_id: str
    article_version: str
    title: str | None
    publisher: str | None
    published_at: date | None
    url: str | None
    quote: str
    start: int
    end: int
    correction: str | None = None
    corrected_at: date | None = None


class JudgedClaim(Wire):
    """A claim at `start:end` of the draft, with its verdict, how likely the quotes support it, and why.

    Without evidence it is unsupported: no article speaks of it in words like these.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    score: float
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
