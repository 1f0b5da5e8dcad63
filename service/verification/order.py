"""Cause: two things that the evidence tells side by side the claim does not make cause and effect."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, compared
from service.verification.faults import narrowed

RULE = "cause_added"

_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caused|causing|causes?|led to|leads? to|as a result|thanks to|therefore|prompted"
    r"|prompting|so that|in response to|resulted in|triggered|sparked|blamed on|following|after|since)\b",
    re.IGNORECASE,
)
_COPIED = 0.9


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for a cause that a claim adds to the sentence it copies, where no sentence of the evidence gives any."""
    return tuple(reason for near in compared(claim, evidence) for reason in _added(claim, near, evidence))


def _added(claim: str, near: Comparison, evidence: str) -> Iterator[Reason]:
    for edit in near.edits:
        # A clause put elsewhere brings its own "after" along, and what is told twice may be tied together.
        if not edit.added or edit.removed or near.otherwise_copied(edit) < _COPIED:
            continue
        found = _CAUSE.match(claim, edit.added[0].start)
        if found and not re.search(rf"\b{re.escape(found.group())}\b", evidence, re.IGNORECASE):
            span = narrowed(claim, (edit.added[0].start, edit.added[-1].end), evidence)
            message = f"The claim gives “{claim[slice(*span)]}” as the cause, the cited text does not."
            yield Reason(rule=RULE, message=message, claim_span=span)
