"""Hedges: what the evidence calls possible, reported, planned or expected, the claim does not call a fact."""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.alignment import Aligned, aligned
from service.verification.clauses import holding
from service.verification.edits import Comparison, compared
from service.verification.likeness import alike

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
# In a claim that copies the sentence but for the hedge, these are hedges too.
_SLIGHT = re.compile(
    rf"\b(?:{_CUES}|suspected|alleged|supposed|likely to|thought to"
    r"|(?:is|are|was|were) (?:expected|likely|believed|thought|set|due) to)\b",
    re.IGNORECASE,
)
_COPIED = 0.85
_SAID_AT_END = re.compile(r",\s+(?:according to|says?|said)\s+[^,.]+\.?$|,\s+[^,.]{2,60}\s(?:says|said)\.?$")
_SAYS = re.compile(r"\b(?:say|says|said|according|told|tells|added)\b", re.IGNORECASE)
# A freer paraphrase may take up another part of the sentence than the one that is hedged.
NEAR_VERBATIM = 0.8
# Words after a cue that it hedges, and how many of them the claim must take up.
_REACH = 6
_SHARED = 2


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason where the sentence closest to the claim hedges what both say, and the claim hedges nothing."""
    copied = tuple(reason for one in compared(claim, evidence) for reason in _left_out(claim, one))
    if copied:
        return copied
    near = aligned(claim, evidence, NEAR_VERBATIM)
    if near is None or _HEDGED_CLAIM.search(claim):
        return ()
    for cue in _CUE.finditer(near.text):
        hedged = _hedged(near, cue) & near.shared
        if len(hedged) >= _SHARED:
            at = next(word.start for word in near.claim if word.stem in hedged)
            return (_stated(claim, at, cue.group()),)
    return ()


def _stated(claim: str, at: int, hedge: str) -> Reason:
    """A reason that names the clause which holds what is hedged, at `at`."""
    message = f"The cited text says “{hedge}”, the claim states it as a fact."
    return Reason(rule=RULE, message=message, claim_span=holding(claim, at), evidence=hedge)


def _hedged(near: Aligned, cue: re.Match[str]) -> set[str]:
    after = [word for word in near.sentence if word.start >= cue.end()][:_REACH]
    return {word.stem for word in after if word.carries_content}


def _left_out(claim: str, near: Comparison) -> Iterator[Reason]:
    """The hedges of a copied sentence that the claim leaves out, though it takes up what they hedge."""
    for cue in _SLIGHT.finditer(near.text):
        places = [one for one in near.sentence if cue.start() <= one.start < cue.end()]
        edit = next((one for one in near.edits if any(piece in one.removed for piece in places)), None)
        if (
            edit is None
            or near.otherwise_copied(edit) < _COPIED
            or _CUE.search(" ".join(one.text for one in edit.added))
        ):
            continue
        hedged = [one for one in near.sentence if one.start >= cue.end() and one.tells][:1]
        if any(near.keeps(one) or any(alike(one, other) for other in edit.added) for one in hedged):
            beside = edit.after or edit.before
            yield _stated(claim, beside.start if beside else 0, cue.group())
    said = _SAID_AT_END.search(near.text)
    if (
        said
        and not _SAYS.search(claim)
        and not any(near.keeps(one) for one in near.sentence if one.start > said.start())
    ):
        message = f"The claim leaves out who says so: “{said.group().strip(' ,.')}”."
        if all(near.keeps(one) for one in near.sentence if one.tells and one.end <= said.start()):
            yield Reason(rule=RULE, message=message, evidence=said.group().strip(" ,."))
