from datetime import date

import pytest

from service.answers import Reason, Verdict
from service.manuscripts import Manuscript
from service.verdicts import JudgedClaim, Source, Verification

TEXT = "# 🏛️ Bridge\n\nIt opened. It cost 30 million.\nAnna <Berg> & co said \ufffe so. It may sway."


def _claim(text: str, verdict: Verdict, *reasons: Reason, evidence: tuple[Source, ...] = ()) -> JudgedClaim:
    start = TEXT.index(text)
    return JudgedClaim(
        text=text, start=start, end=start + len(text), verdict=verdict, score=0.5, reasons=reasons, evidence=evidence
    )


@pytest.fixture
def manuscript() -> Manuscript:
    return Manuscript("drafts/our piece.md", TEXT)


@pytest.fixture
def verification() -> Verification:
    """A claim of each verdict, with and without evidence, with and without an address."""
    known = {"article_id": "bridge-1", "article_version": "0", "start": 0, "end": 19}
    quoted = Source(
        **known,
        title="Bridge",
        publisher="Harbour Post",
        published_at=date(2025, 5, 3),
        url="https://harbour.example/ä b",
        quote="It cost 20 million.",
    )
    bare = Source(
        **known,
        title=None,
        publisher=None,
        published_at=None,
        url=None,
        quote="Berg said no.",
        correction="He did not say yes.",
        corrected_at=date(2025, 5, 4),
    )
    differs = Reason(rule="number_differs", message="The claim says 30, the cited text 20.", claim_span=(8, 10))
    return Verification(
        claims=(
            _claim("It opened.", Verdict.SUPPORTED, evidence=(quoted,)),
            _claim("It cost 30 million.", Verdict.CONTRADICTED, differs, evidence=(quoted,)),
            _claim("Anna <Berg> & co said \ufffe so.", Verdict.UNSUPPORTED, evidence=(bare,)),
            _claim("It may sway.", Verdict.UNVERIFIABLE, Reason(rule="other_words", message="Worded otherwise.")),
        ),
        corpus_revision=7,
    )
