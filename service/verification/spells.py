"""Spells: since when something goes on. What was "long opposed" was not "opposed only recently"."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.alignment import told_in
from service.verification.denials import NEGATION
from service.verification.polarity import OPPOSITE
from service.verification.synonyms import same
from service.verification.verbs import is_finite, is_past
from service.wording import content, words

_LONG = re.compile(r"\b(?:(?:has|have|had)\s+(?:long|always)|always)\s+(?:been\s+)?(?P<verb>[a-z]+)\b")
_RECENT = re.compile(r"\b(?:(?:only|just|but)\s+)?(?:recently|lately|of late)(?:\s+(?P<verb>[a-z]+))?\b")
_HELPING = frozenset("has have had is are was were been be do does did will would can could may might".split())
# The share of the claim's words that the sentence must hold to speak of the same.
_CLOSE = 0.7


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where a claim says "recently" of the verb of which the evidence says "long" or "always", or vice versa.

    Nothing is said where either has both or denies something, nor where it is not plain at which verb it stands.
    """
    said = content(claim)
    return tuple(
        Reason(
            rule=OPPOSITE,
            message=f"The claim says “{mine.group()}”, the cited text “{theirs.group()}”.",
            claim_span=mine.span(),
            evidence=text,
        )
        for text, told in told_in(evidence)
        if len(said & told) >= _CLOSE * len(said) and not NEGATION.search(claim) and not NEGATION.search(text)
        for mine, theirs in (*_opposed(claim, text), *((one, other) for other, one in _opposed(text, claim)))
    )


def _opposed(recent: str, long: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    late, early = _RECENT.search(recent), _LONG.search(long)
    if late is None or early is None or _LONG.search(recent) or _RECENT.search(long):
        return
    verb = _verb(recent, late)
    if verb is not None and same(verb, early["verb"]):
        yield late, early


def _verb(text: str, late: re.Match[str]) -> str | None:
    """The verb right behind the adverb, or the only one of the sentence."""
    if late["verb"] and _acts(late["verb"]):
        return late["verb"]
    found = [word.text for word in words(text) if _acts(word.text)]
    return found[0] if len(found) == 1 else None


def _acts(word: str) -> bool:
    return word.islower() and word not in _HELPING and (is_past(word) or is_finite(word))
