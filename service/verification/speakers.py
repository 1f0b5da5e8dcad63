"""Speakers: who said it. What the evidence puts in one mouth the claim does not put in another."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.spellings import expanded, key, related

RULE = "speaker_differs"

_NAME = r"(?:[^\W\d_a-z][\w.’'-]*)"
_NAMES = rf"{_NAME}(?:\s+(?:de|van|von|bin|al|of|the)?\s*{_NAME}){{0,4}}"
_SAYS = (
    r"(?:said|says|told|tells|added|adds|noted|notes|stressed|stresses|insisted|insists|warned|warns|explained|explains"
    r"|argued|argues|claimed|claims|stated|remarked|underlined|acknowledged)"
)
# "Anna Berg of the University of Wells said": where somebody belongs may speak in the evidence, never in the claim.
_HOME = rf"(?:\s+(?:of|at|from)\s+(?:the\s+)?(?P<home>{_NAMES}))?"
_AT_HOME = re.compile(r"[^\W\d_](?<!\bwords)(?<!\bview)(?<!\bopinion)\s+(?:of|at)\s+(?:the\s+)?$")
_FORMS = (
    re.compile(
        rf"(?P<who>{_NAMES}){_HOME}(?:,[^,.;]{{2,80}},)?\s+(?:has\s+|had\s+|have\s+|also\s+|later\s+|once\s+)*{_SAYS}\b"
    ),
    re.compile(rf"\b(?i:according to|in the (?:words|view|opinion) of)\s+(?:[a-z.]+\s+){{0,4}}(?P<who>{_NAMES})"),
    re.compile(rf"[,”\"]\s+{_SAYS}\s+(?:[a-z]+\s+){{0,3}}(?P<who>{_NAMES})"),
)
_NO_SPEAKERS = frozenset(
    "the a an he she it they this that these those there in on at but and so yet however when while as for with"
    " according monday tuesday wednesday thursday friday saturday sunday".split()
)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each speaker of the claim whom the evidence names, but as somebody else than who says something.

    Evidence that names no speaker, or only "he" and "she", is not enough to tell; a speaker whom it does not name at
    all is the business of `names`.
    """
    said = [who for who, _ in speakers(evidence)]
    heard = {part for who in (*said, *_homes(evidence)) for part in _keys(who)}
    if not heard:
        return ()
    there = expanded(evidence)
    return tuple(
        Reason(
            rule=RULE,
            message=f"The claim has {who} say it; the cited text does not.",
            claim_span=span,
            evidence=", ".join(dict.fromkeys(said)),
        )
        for who, span in speakers(claim)
        if not _AT_HOME.search(claim, max(0, span[0] - 40), span[0])
        and _keys(who) & there
        and not any(part == one or related(part, one) for part in _keys(who) for one in heard)
    )


def speakers(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Whoever says something in a text, each with where the name stands."""
    for form in _FORMS:
        for match in form.finditer(text):
            who = match.group("who")
            if _keys(who):
                yield who, match.span("who")


def _homes(text: str) -> Iterator[str]:
    yield from (match.group("home") for match in _FORMS[0].finditer(text) if match.group("home"))


def _keys(who: str) -> set[str]:
    return ({key(part) for part in re.findall(r"[^\W\d_][\w’'-]*", who)} | expanded(who)) - _NO_SPEAKERS
