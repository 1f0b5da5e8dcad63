"""Polarity: what the evidence denies the claim does not assert, what it asserts the claim does not deny."""

import re
from collections.abc import Iterator, Sequence

from service.answers import Reason
from service.verification.alignment import aligned
from service.wording import Word, stem

NEGATED = "negation_differs"
OPPOSITE = "opposite_said"

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w*n['’]t|hardly|barely|unable"
    r"|fail(?:ed|s|ing)? to|refus(?:ed|es|ing|e) to|declin(?:ed|es|ing|e) to|den(?:ied|ies|ying|y)|lacks?|lacked"
    r"|rul(?:ed|es|ing|e) out|far from|no longer|yet to|stop(?:ped|s) short of|unlikely|avoid(?:ed|s|ing)?)\b",
    re.IGNORECASE,
)
_OPPOSITES = (
    "rise fall", "rose fell", "increase decrease", "increase decline", "grow shrink", "gain lose", "win lose",
    "won lost", "accept reject", "support oppose", "approve reject", "agree disagree", "open close",
    "begin end", "start end", "start stop", "enter leave", "join leave", "buy sell", "hire fire", "allow ban",
    "allow forbid", "legal illegal", "guilty innocent", "acquit convict", "higher lower", "more less",
    "more fewer", "most least", "before after", "first last", "early late", "major minor", "strong weak",
    "ally enemy", "advance retreat", "attack defend", "strengthen weaken", "raise cut", "raise lower",
    "include exclude", "confirm deny", "praise criticize", "optimistic pessimistic", "possible impossible",
    "likely unlikely", "public private", "success failure", "succeed fail", "survive die", "alive dead",
    "arrive depart", "import export", "majority minority", "north south", "east west", "northern southern",
    "eastern western", "ease tighten", "expand shrink", "faster slower", "hot cold", "wide narrow",
    "deep shallow", "permanent temporary", "constructive destructive", "positive negative",
)  # fmt: skip
_PAIRS = tuple((stem(one), stem(other)) for one, other in (pair.split() for pair in _OPPOSITES))


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where the claim and the sentence closest to it differ in a negation, or say opposites of one thing.

    Only sentences that share most words are compared: two negations on one side are not counted against each other.
    """
    near = aligned(claim, evidence)
    if near is None:
        return ()
    mine, theirs = list(_NEGATION.finditer(claim)), list(_NEGATION.finditer(near.text))
    if bool(mine) != bool(theirs):
        side = mine or theirs
        reached = _reached(near.claim if mine else near.sentence, [found.end() for found in side])
        return (_negated(mine, theirs),) if reached & near.shared else ()
    return tuple(_opposites(near.claim, near.sentence, near.text))


def _reached(of: Sequence[Word], ends: Sequence[int], reach: int = 5) -> set[str]:
    """The stems of the few words after each of these places."""
    return {word.stem for end in ends for word in [word for word in of if word.start >= end][:reach]}


def _negated(mine: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]]) -> Reason:
    if mine:
        message = f"The claim says “{mine[0].group()}”, the cited text asserts it."
        return Reason(rule=NEGATED, message=message, claim_span=mine[0].span())
    said = theirs[0].group()
    return Reason(rule=NEGATED, message=f"The cited text says “{said}”, the claim asserts it.", evidence=said)


def _opposites(claim: Sequence[Word], sentence: Sequence[Word], text: str) -> Iterator[Reason]:
    mine = {word.stem: word for word in claim}
    theirs = {word.stem: word for word in sentence}
    for one, other in [*_PAIRS, *((b, a) for a, b in _PAIRS)]:
        if one in mine and other in theirs and other not in mine and one not in theirs:
            said, there = mine[one], theirs[other]
            yield Reason(
                rule=OPPOSITE,
                message=f"The claim says “{said.text}”, the cited text “{there.text}”.",
                claim_span=(said.start, said.end),
                evidence=text[there.start : there.end],
            )
