"""Hedges: what the evidence calls possible, reported, planned or expected, the claim does not call a fact."""

import re

from service.answers import Reason
from service.verification.alignment import Aligned, aligned

RULE = "hedge_dropped"

_CUES = (
    r"(?-i:may)|might|could|reportedly|allegedly|apparently|supposedly|possibly|potentially|probably|perhaps|likely"
    r"|seem(?:s|ed)?|appear(?:s|ed)? to|believed to|understood to|expected to|plan(?:s|ned|ning)? to|intend(?:s|ed)? to"
    r"|aim(?:s|ed)? to|hop(?:es|ed|ing) to|want(?:s|ed)? to|offer(?:s|ed)? to|promis(?:es|ed) to|threaten(?:s|ed)? to"
    r"|according to reports|about to|ready to|willing to|in principle|provided that|accus(?:es|ed)|alleg(?:es|ed)"
)
# Whatever makes the claim less than a plain fact will do.
_HEDGED_CLAIM = re.compile(
    rf"\b(?:{_CUES}|would|will|should|can|propos\w+|suggest\w*|expect\w*|consider\w*|claim\w*|said|says|if)\b",
    re.IGNORECASE,
)
_CUE = re.compile(rf"\b(?:{_CUES})\b", re.IGNORECASE)
# A freer paraphrase may take up another part of the sentence than the one that is hedged.
NEAR_VERBATIM = 0.8
# Words after a cue that it hedges, and how many of them the claim must take up.
_REACH = 6
_SHARED = 2


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where the sentence closest to the claim hedges what both say, and the claim hedges nothing."""
    near = aligned(claim, evidence, NEAR_VERBATIM)
    if near is None or _HEDGED_CLAIM.search(claim):
        return ()
    for cue in _CUE.finditer(near.text):
        if len(_hedged(near, cue) & near.shared) >= _SHARED:
            said = cue.group()
            message = f"The cited text says “{said}”, the claim states it as a fact."
            return (Reason(rule=RULE, message=message, evidence=said),)
    return ()


def _hedged(near: Aligned, cue: re.Match[str]) -> set[str]:
    after = [word for word in near.sentence if word.start >= cue.end()][:_REACH]
    return {word.stem for word in after if word.carries_content}
