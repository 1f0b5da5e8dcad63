"""What somebody is, or does to whom: words cut out behind a verb, so that others slide into their place.

"The leaders were at odds over the censure of Adams" has no "The leaders were Adams" in it, though each of its words.
"""

import re
from collections.abc import Iterator

from service.answers import Reason
from service.verification.edits import Comparison, Edit, compared
from service.verification.pieces import Piece, Sort
from service.verification.verbs import base, is_finite

RULE = "complement_replaced"
_ARTICLE = re.compile(r"\s*(?:an?|the)\s*", re.IGNORECASE)
_BREAK = re.compile(r"[,;:–—()]")
_BE = frozenset({base("be"), base("become")})
_JOINS = frozenset("and or nor".split())
_PREPOSITIONS = frozenset(
    "about against among at between by for from in into of on over to toward towards under upon with".split()
)


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each place of a copied sentence where another noun has come behind the verb by what was cut."""
    return tuple(_reason(near, edit) for near in compared(claim, evidence) for edit in _slid(near, claim))


def _reason(near: Comparison, edit: Edit) -> Reason:
    assert edit.before and edit.after  # noqa: S101 - _slid says so
    cut = near.text[edit.removed[0].start : edit.removed[-1].end]
    message = f"The cited text says “{edit.before.text} {cut}”, not “{edit.before.text} {edit.after.text}”."
    return Reason(rule=RULE, message=message, claim_span=(edit.before.start, edit.after.end), evidence=near.text)


def _slid(near: Comparison, claim: str) -> Iterator[Edit]:
    for edit in near.edits:
        if edit.added or not edit.removed or not edit.before or not edit.after:
            continue
        if _is_noun(claim, edit.before, edit.after) and _tells(edit) and not _is_aside(near, edit):
            yield edit


def _is_noun(claim: str, before: Piece, after: Piece) -> bool:
    """Whether a noun follows the verb: a name, or a word behind an article."""
    return after.sort is Sort.NAME or _ARTICLE.fullmatch(claim[before.end : after.start]) is not None


def _tells(edit: Edit) -> bool:
    """Whether what was cut behind the verb was its complement, and no adverb, time, or first of several."""
    assert edit.before  # noqa: S101 - _slid says so
    last = edit.removed[-1].text.casefold()
    telling = any(one.tells and one.sort is not Sort.DATE and not one.text.endswith("ly") for one in edit.removed)
    if not telling or last in _JOINS:
        return False
    if base(edit.before.text) in _BE:
        return True
    return is_finite(edit.before.text) and last in _PREPOSITIONS


def _is_aside(near: Comparison, edit: Edit) -> bool:
    """Whether the sentence sets off by itself what was cut."""
    start, end = edit.removed[0].start, edit.removed[-1].end
    return bool(_BREAK.search(near.text[max(0, start - 2) : start]) or _BREAK.match(near.text[end : end + 2].strip()))
