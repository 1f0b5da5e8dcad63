"""Which articles carry the same report, as papers carry an agency's: under another headline and lead, cut, or both.

Candidates are found by MinHash (Broder 1997) of the runs of five words, in bands (Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, 3.4), then compared word by word. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Final

from rensa import RMinHash  # pyright: ignore[reportAttributeAccessIssue] - compiled, without types

from indexing.copies import spoken

SCHEME: Final = "rensa 0.5, 42 bands of 3, runs of 5 words"
"""What keys depend on: those of another scheme cannot be compared with these."""

_RUN: Final = 5
# Two texts that share a third of their runs have a key in common with a chance of .79, at a half of .996, at a
# hundredth of .00004: a copy that was cut to a half is found, and of 65,000 articles on other matters two or three.
_BANDS, _ROWS = 42, 3
_PERMUTATIONS: Final = 128
_SEED: Final = 1
# A shorter text is a notice, such as that of a page which is not there.
_LEAST_WORDS: Final = 40
# What share of the shorter text's runs stands in the longer one. Of the 40 copies among the 73 pairs of
# tests/indexing/test_likeness.py .5, .55, .6 and .65 find 40, 39, 39 and 35, and of the others 3, 1, none and none.
SHARE: Final = 0.58
# Pages that end in the same long table, or tell the same background, begin otherwise.
_HEAD: Final = 200
HEAD_SHARE: Final = 0.35
# Who prints an agency's report does so within days; next year's version of it is another article.
DAYS: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Report:
    """What an article tells, as it is compared: its runs of words, those of its head, and the day of publication."""

    runs: frozenset[str]
    head: frozenset[str]
    published: date | None
    is_notice: bool

    @classmethod
    def of(cls, text: str, published: date | None = None) -> Report:
        """Prepare a text."""
        words = spoken(text)
        return cls(_runs(words), _runs(words[:_HEAD]), published, len(words) < _LEAST_WORDS)

    def keys(self) -> tuple[int, ...]:
        """64-bit numbers of which a copy has at least one too; none of a text that is too short to be compared."""
        if self.is_notice:
            return ()
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(self.runs))
        drawn = sketch.digest()
        return tuple(_key(band, drawn[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))

    def copies(self, other: Report) -> bool:
        """Whether both carry the same report."""
        if self.published and other.published and abs(self.published - other.published) > DAYS:
            return False
        shared = len(self.runs & other.runs)
        if shared < SHARE * min(len(self.runs), len(other.runs)):
            return False
        return min(_share(self.head, other.runs), _share(other.head, self.runs)) >= HEAD_SHARE


def _runs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))


def _share(runs: frozenset[str], among: frozenset[str]) -> float:
    return len(runs & among) / len(runs)


def _key(band: int, drawn: Sequence[int]) -> int:
    packed = b"".join(number.to_bytes(4, "big") for number in (band, *drawn))
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "big", signed=True)
