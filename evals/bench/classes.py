"""Who lies, and the classes of what a liar drafts beside those of the fabrications."""

from enum import StrEnum

from evals.planting import MOVED

TRUE = "true"
NOWHERE = "citation_nowhere"
CITATIONS = frozenset({MOVED, NOWHERE})
"""True sentences whose citation is the lie."""

NEAR_VERBATIM = "near_verbatim"
OTHER = "other"
"""What a real model worded freely: true or not, nobody knows without reading."""

KEPT = frozenset({TRUE, NEAR_VERBATIM})
"""What should be in the answers."""


class Liar(StrEnum):
    """Who lies: a script whose fabrications are known, or a small model that makes up what it likes."""

    SCRIPTED = "scripted"
    SMOLLM = "smollm"
