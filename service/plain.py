"""An answer as plain text for a terminal: the sentences, then their sources with the quotes."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from service.answers import Answer, Citation, Nearest, Verdict, Withheld
from service.verdicts import JudgedClaim, Source, Verification

# How an answer names its drafter where another one failed before.
_FALLBACK = re.compile(r"extractive \((?P<why>.+)\)", re.DOTALL)


def plain(answer: Answer) -> str:
    """The answer in lines; a citation's number is the one in the text. An article without a title goes by its id."""
    return "\n".join(_lines(answer))


def judged(verification: Verification) -> str:
    """The claims of a draft in unbroken lines, each with its verdict, the reasons and the quotes it was judged by."""
    if not verification.claims:
        return "The draft makes no claim that could be checked."
    return "\n".join([*(line for claim in verification.claims for line in _judged(claim)), tally(verification)])


def tally(verification: Verification) -> str:
    """How many claims there are of each verdict, in one line."""
    counted = Counter(claim.verdict for claim in verification.claims)
    count = len(verification.claims)
    parts = ", ".join(f"{counted[verdict]} {verdict}" for verdict in Verdict if counted[verdict])
    return f"{count} {'claim' if count == 1 else 'claims'}: {parts}."


def named(source: Citation | Source) -> str:
    """An article as people cite it: title or else id, publisher where it is known, day or that it has none."""
    published = source.published_at
    dated = f"{published.day} {published:%B %Y}" if published else "undated"
    known = [source.title or source.article_id, source.publisher, dated]
    return ", ".join(part for part in known if part)


def corrected(source: Citation | Source) -> str:
    """What was put right in an article, in one line; empty where nothing was."""
    return f"Corrected{_on(source.corrected_at)}: {source.correction}" if source.correction else ""


def quoted(source: Source) -> str:
    """What a claim was judged by, in one line."""
    return " ".join(part for part in (f"“{source.quote}” ({named(source)})", corrected(source)) if part)


def _judged(claim: JudgedClaim) -> Iterator[str]:
    yield f"{claim.verdict.upper():13} {claim.text}"
    yield from (f"              {reason.message}" for reason in claim.reasons)
    for source in claim.evidence:
        yield f"              {quoted(source)}"
    yield ""


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.text
    for citation in answer.citations:
        opinion = ", opinion" if citation.opinion else ""
        quote = f"{citation.quote}…" if citation.shortened else citation.quote
        yield from ("", f"[{citation.number}] {named(citation)}{opinion}", f"    “{quote}”")
        if citation.correction:
            yield f"    {corrected(citation)}"
        if citation.also_in:
            names = [one.publisher or one.title or one.article_id for one in citation.also_in]
            yield f"    Also in: {', '.join(names)}."
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
    if answer.conversation_id:
        yield from ("", f"To go on: --conversation {answer.conversation_id}")


def _on(day: date | None) -> str:
    return f" on {day.day} {day:%B %Y}" if day else ""


def _near(near: Nearest) -> str:
    title = near.title or near.article_id
    return f"  {title} ({near.url})" if near.url else f"  {title}"


def _withheld(withheld: Withheld) -> str:
    reasons = " ".join(reason.message for reason in withheld.reasons)
    return f"  “{withheld.text}” {reasons or f'It is {withheld.verdict}.'}"
