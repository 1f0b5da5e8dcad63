"""Hedges: what the evidence calls possible, reported, planned or expected, the claim does not call a fact."""

import re

from service.answers import Reason
from service.verification.alignment import Aligned, aligned

RULE = "hedge_dropped"

_CUES = (
    r"may|might|could|would|will|shall|can|should|reportedly|allegedly|apparently|supposedly|possibly|potentially"
    r"|probably|perhaps|likely|unlikely|seem(?:s|ed)?|appear(?:s|ed)? to|suggest(?:s|ed)?|believed|understood|expected"
    r"|expect(?:s|ed)?|plan(?:s|ned|ning)?|intend(?:s|ed)?|aim(?:s|ed)?|hop(?:es|ed|ing)|seek(?:s|ing)?|sought"
    r"|propos(?:es|ed|ing|al)|consider(?:s|ed|ing)?|want(?:s|ed)?|offer(?:s|ed)?|promis(?:es|ed)|threaten(?:s|ed)?"
    r"|according to reports|is to|are to|was to|were to|due to be|set to|ready to|willing to|in principle|if|unless"
    r"|provided that|claim(?:s|ed)?|alleg(?:es|ed)|accus(?:es|ed)|rumou?r(?:s|ed)?|estimat(?:es|ed)|about to"
)
_CUE = re.compile(rf"\b(?:{_CUES})\b", re.IGNORECASE)
# Words after a cue, and before an adverb such as "reportedly", that it hedges.
_REACH = 6
_SHARED = 2


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where the sentence closest to the claim hedges what both say, and the claim hedges nothing."""
    near = aligned(claim, evidence)
    if near is None or _CUE.search(claim):
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
