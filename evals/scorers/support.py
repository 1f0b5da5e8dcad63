"""How far a claim is borne out by the wording of quotes: fully, partly, not at all.

The three grades are those that Gao et al. (2023, "Enabling Large Language Models to Generate Text with Citations") ask
people for. They ask a model of entailment; this asks none, and reads no meaning: it compares words. What is told in
other words than the quotes is graded lower than a reader would, so that shares of full support are lower bounds.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from evals.scorers.agreement import disagreement
from evals.scorers.alignment import copies
from evals.scorers.containment import near_verbatim, share_in_order
from evals.scorers.polarity import turned
from evals.scorers.provenance import foreign
from evals.scorers.wording import folded
from indexing.sentences import sentences

# The share of a claim's content words that one quote must hold in order for it to bear out a part of the claim.
PARTLY = 0.5
# Where a sentence falls into clauses that may rest on different quotes.
_CLAUSE = re.compile(r";\s+|,\s+(?:and|but|while)\s+")


class Support(StrEnum):
    """How much of a claim its quotes bear out."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


def support(claim: str, quotes: Sequence[str]) -> Support:
    """The grade of a claim by its quotes together.

    Full: no check of provenance or agreement finds a fault, and each of its sentences, or each clause of it, stands in
    them nearly word for word. Partial: one quote holds half of its words in their order. What turns a
    quote round has no support in it.
    """
    if any(fault for copy in copies(claim, quotes) for fault in turned(copy)):
        return Support.NONE
    parts = [claim[span.start : span.end] for span in sentences(claim)]
    faults = (*foreign(claim, list(quotes)), *disagreement(claim, quotes))
    if parts and not faults and all(_stands(part, quotes) for part in parts):
        return Support.FULL
    partly = any(share_in_order(claim, quote) >= PARTLY for quote in quotes)
    return Support.PARTIAL if partly else Support.NONE


def _stands(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence stands in the quotes as a whole, or each of its clauses in one of them."""
    clauses = _CLAUSE.split(sentence)
    return _told(sentence, quotes) or (len(clauses) > 1 and all(_told(clause, quotes) for clause in clauses))


def _told(text: str, quotes: Sequence[str]) -> bool:
    return any(folded(text) in folded(quote) or near_verbatim(text, quote) for quote in quotes)
