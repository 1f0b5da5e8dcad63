"""Halves of a file of rows."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

One = TypeVar("One")


class Half(StrEnum):
    """Which rows: one half to tune on, the other to report."""

    ALL = "all"
    EVEN = "even"
    ODD = "odd"

    def of(self, rows: Sequence[One]) -> Sequence[One]:
        """The rows of this half, counted from 0."""
        return {Half.ALL: rows, Half.EVEN: rows[0::2], Half.ODD: rows[1::2]}[self]
