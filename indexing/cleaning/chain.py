"""How likely each line of a page is junk, from its signs and from the lines beside it: a chain of two states.

Junk stands in runs, and so does the body. What a line has for and against it is the sum of the weights of its signs,
the logarithm of odds; that neighbours are alike weighs too. The likelihood of a line is that of all ways to part the
page in which it is junk (Rabiner 1989, the forward and backward sums). The weights are in chain.toml.
"""

import math
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Final

_TABLE: Final = tomllib.loads(resources.files("indexing.cleaning").joinpath("chain.toml").read_text(encoding="utf-8"))
WEIGHTS: Final[dict[str, float]] = _TABLE["signs"]
STAY: Final = math.exp(_TABLE["stay"])


def likelihoods(signs: Sequence[Sequence[str]]) -> list[float]:
    """For each line, by its signs, how likely it is junk: 0 to 1."""
    odds = [math.exp(sum(WEIGHTS.get(sign, 0.0) for sign in line)) for line in signs]
    before = _forward(odds)
    after = _forward(odds[::-1])[::-1]
    found: list[float] = []
    for own, junk, rest in zip(odds, before, after, strict=True):
        # Each of the two sums counts the line's own odds.
        for_junk, for_body = junk * rest / own, (1 - junk) * (1 - rest)
        found.append(for_junk / (for_junk + for_body))
    return found


def _forward(odds: Sequence[float]) -> list[float]:
    """How likely each line is junk by itself and what stands before it."""
    found: list[float] = []
    junk = body = 1.0
    for own in odds:
        as_junk, as_body = (junk * STAY + body) * own, junk + body * STAY
        junk, body = as_junk / (as_junk + as_body), as_body / (as_junk + as_body)
        found.append(junk)
    return found
