"""An answer as plain text for a terminal: the sentences, then their sources with the quotes."""

import re
from collections import Counter
from collections.abc import Iterator

from service.answers import Answer, Citation, Nearest, Verdict, Withheld
from service.drafts import JudgedClaim, Verification

# How an answer names its drafter where another one failed before.
_FALLBACK = re.compile(r"extractive \((?P<why>.+)\)", re.DOTALL)


def plain(answer: Answer) -> str:
    """The answer in lines; a citation's number is the one in the text. An article without a title goes by its id."""
    return "\n".join(_lines(answer))


def judged(verification: Verification) -> str:
    """The claims of a draft in lines, each with its verdict, the reasons and the quotes that it was judged by."""
    if not verification.claims:
        return "The draft makes no claim that could be checked."
    lines = [line for claim in verification.claims for line in _judged(claim)]
    counted = Counter(claim.verdict for claim in verification.claims)
    return "\n".join([*lines, ", ".join(f"{counted[verdict]} {verdict}" for verdict in Verdict if counted[verdict])])


def _judged(claim: JudgedClaim) -> Iterator[str]:
    yield f"{claim.verdict.upper():13} {claim.text}"
    yield from (f"              {reason.message}" for reason in claim.reasons)
    for source in claim.evidence:
        yield f"              “{source.quote}” ({source.title or source.article_id})"
    yield ""


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.text
    for citation in answer.citations:
        yield from ("", _source(citation), f"    “{citation.quote}”")
    if answer.nearest:
        yield from ("", "The nearest articles:")
        yield from (_near(near) for near in answer.nearest)
    if answer.withheld:
        yield from ("", "Withheld, because the sources do not bear it out:")
        yield from (_withheld(withheld) for withheld in answer.withheld)
    if instead := _FALLBACK.fullmatch(answer.model):
        yield from ("", f"Quoted from the articles instead of drafted by a model: {instead['why'].removesuffix('.')}.")
    if answer.as_of:
        yield from ("", f"{answer.as_of[:1].upper()}{answer.as_of[1:].removesuffix('.')}.")


def _source(citation: Citation) -> str:
    published = citation.published_at
    dated = f"{published.day} {published:%B %Y}" if published else "undated"
    known = [citation.title or citation.article_id, citation.publisher, dated]
    return f"[{citation.number}] " + ", ".join(part for part in known if part)


def _near(near: Nearest) -> str:
    title = near.title or near.article_id
    return f"  {title} ({near.url})" if near.url else f"  {title}"


def _withheld(withheld: Withheld) -> str:
    reasons = " ".join(reason.message for reason in withheld.reasons)
    return f"  “{withheld.text}” {reasons or f'It is {withheld.verdict}.'}"
