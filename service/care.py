"""How careful the checks are."""

from enum import StrEnum


class Care(StrEnum):
    """How sure the checks must be before they call a claim supported: `careful` passes fewer claims and surer ones."""

    BALANCED = "balanced"
    CAREFUL = "careful"
