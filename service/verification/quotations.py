"""Quotations: what a claim puts between quotation marks stands word for word in its quotes."""

import re
from collections.abc import Iterator

from service.answers import Reason

RULE = "quotation_not_found"
_QUOTED = re.compile(
    r"[“\"„«]([^“”\"„«»]+)[”\"“»]|(?<!\w)[‘'](?!(?:s|ve|m|re|ll|d|t)\b)([^‘’']+(?:['’]\w[^‘’']*)*)[’'](?!\w)"
)
_OMISSION = re.compile(r"\s*(?:\[[^\]]*\]|\.\.\.|…)\s*")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
# Some texts are set with spaces before the marks and endings: "he did n't , she said".
_APART = re.compile(r" (?=[,.;:!?]|n't\b|'(?:s|ve|m|re|ll|d)\b)")
_EDGES = " \t\n.,;:!?'\"-"


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each quotation of the claim that the evidence does not hold.

    Style of quotation marks and dashes, spacing, case and the punctuation at its ends may differ; no word may.
    Parts around an omission ("…" or "[brackets]") must all stand, in their order.
    """
    place = _plain(evidence)
    return tuple(
        Reason(
            rule=RULE,
            message=f"“{claim[start:end]}” is not a quotation from the cited text.",
            claim_span=(start, end),
        )
        for start, end in _quotations(claim)
        if not _stands(claim[start:end], place)
    )


def _quotations(claim: str) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(claim):
        group = 1 if match.group(1) is not None else 2
        yield match.start(group), match.end(group)


def _stands(quotation: str, place: str) -> bool:
    at = 0
    for part in _OMISSION.split(quotation):
        wanted = _plain(part).strip(_EDGES)
        if not wanted:
            continue
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", place[at:])
        if found is None:
            return False
        at += found.end()
    return True


def _plain(text: str) -> str:
    plain = " ".join(text.translate(_SAME).casefold().split())
    return _APART.sub("", plain.replace("``", '"').replace("''", '"'))
