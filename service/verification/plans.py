"""Plans: what the evidence says will be done, or is wanted or agreed, the claim does not call done."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, compared
from service.verification.pieces import Piece
from service.verification.verbs import base, is_past

RULE = "plan_done"

_PLAN = re.compile(
    r"\b(?P<cue>will|would"
    r"|(?:plan|hope|intend|expect|schedule|want|aim|agree|promise|threaten|vow|pledge|try|tr|seek|offer"
    r"|prepar|decide|wish|need|like)(?:s|d|ed|ned|ning|ing|es|ies|ied)? to"
    r"|(?:is|are|was|were|be) (?:set|due|going|about|ready) to"
    r"|(?:set|due) to) (?:also )?(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_COPIED = 0.85
_CUES = frozenset("will would may might could should shall can plan hope to expect if".split())


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each verb that the copied sentence plans and the claim has in the past without the plan."""
    return tuple(reason for near in compared(claim, evidence) for reason in _done(near))


def _done(near: Comparison) -> Iterator[Reason]:
    for plan in _PLAN.finditer(near.text):
        cue = [one for one in near.sentence if plan.start("cue") <= one.start < plan.end("cue")]
        if all(near.keeps(one) for one in cue):
            continue
        edit = next((one for one in near.edits if any(piece in one.removed for piece in cue)), None)
        done = _past(near, plan.group("verb"))
        if edit is None or done is None or near.otherwise_copied(edit) < _COPIED or near.taken_up < 0.5:
            continue
        if any(one.key in _CUES for one in edit.added):
            continue
        yield Reason(
            rule=RULE,
            message=f"The cited text says “{plan.group()}”, the claim that it is done.",
            claim_span=(done.start, done.end),
            evidence=plan.group(),
        )


def _past(near: Comparison, verb: str) -> Piece | None:
    """The past form of the verb in the claim, unless the sentence has it too."""
    told = {one.text.casefold() for one in near.sentence}
    forms = (one for one in near.claim if base(one.text) == base(verb) and is_past(one.text))
    return next((one for one in forms if one.text.casefold() not in told or one.text.casefold() == verb), None)
