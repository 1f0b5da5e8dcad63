"""Fits what each sign of a line weighs for its being page junk: the weights of indexing/cleaning/chain.toml.

They are those under which the labels of the pages are likeliest, by the chain of two states that the cleaning asks
(a conditional random field: Lafferty, McCallum and Pereira 2001), less a quadratic penalty. The surface has one peak.
What the rules know has a weight that is set. Half of the third set of pages is held out, see `pages.learnt`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.training.pages import Variant

KNOWN: Final = 6.0
PENALTY: Final = 1.0
# What only the rule for sentences asks for.
UNWEIGHED: Final = frozenset({"known", "opens"})
CHAIN: Final = Path(__file__).parents[2] / "indexing" / "cleaning" / "chain.toml"
HEADER: Final = f"""\
# What each sign of a line weighs for its being junk (above 0) or of the body (below 0), in logarithms of odds.
# Fitted by the likelihood of the chain, with a quadratic penalty of {PENALTY:.0f}, to the labelled pages of the tests
# without those that are held out: each page whole, without its junk, with a part of it, and from the first line of its
# body to the last; and these with half of what the rules know hidden. The weight of what the rules know is set.
# `python -m evals.training chain --write` makes this file.
"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """What each sign weighs, and that two neighbours are alike; how well it fits, and in how many steps."""

    weights: Mapping[str, float]
    stay: float
    loss: float
    steps: int

    def toml(self) -> str:
        """The weights as chain.toml holds them."""
        rows = [f"{name} = {weight + 0.0:.2f}" for name, weight in sorted(self.weights.items())]
        return "\n".join([f"stay = {self.stay:.2f}", "", "[signs]", f"known = {KNOWN}", *rows, ""])


@dataclass(frozen=True, slots=True)
class Page:
    """A variant in numbers: a row for each line, a column for each sign, and the odds that are set."""

    signs: Floats
    set: Floats
    junk: Floats
    weight: float

    @property
    def alike(self) -> int:
        """How many lines have the label of the line before them."""
        return int((self.junk[1:] == self.junk[:-1]).sum())


def fitted(pages: Sequence[Variant], *, steps: int) -> Fit:
    """The weights after at most so many steps."""
    names = sorted({sign for page in pages for line in page.signs for sign in line} - UNWEIGHED)
    numbered = [_numbered(page, names) for page in pages]
    start = np.append(np.zeros(len(names)), 1.0)
    found = minimize(_loss, start, args=(numbered,), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    weights = {name: float(weight) for name, weight in zip(names, found.x, strict=False)}
    return Fit(weights, float(found.x[-1]), float(found.fun), int(found.nit))


def _numbered(page: Variant, names: Sequence[str]) -> Page:
    signs = np.array([[float(name in line) for name in names] for line in page.signs])
    known = np.array([KNOWN * ("known" in line) for line in page.signs])
    return Page(signs, known, np.array(page.junk, float), page.weight)


def _loss(weights: Floats, pages: Sequence[Page]) -> tuple[float, Floats]:
    """The penalty less the likelihood of the labels, and its slope; the last weight is that of staying."""
    signs, stay = weights[:-1], weights[-1]
    loss, slope = PENALTY / 2 * float(signs @ signs), np.append(PENALTY * signs, 0.0)
    for page in pages:
        odds = page.signs @ signs + page.set
        total, likely, alike = sums(odds, float(stay))
        loss += page.weight * (total - float(odds @ page.junk) - float(stay) * page.alike)
        slope[:-1] += page.weight * (page.signs.T @ (likely - page.junk))
        slope[-1] += page.weight * (alike - page.alike)
    return loss, slope


def sums(odds: Floats, stay: float) -> tuple[float, Floats, float]:
    """Over all ways to part a page: the logarithm of their weights, how likely each line is junk, and how many lines
    are expected to be like the line before them. Each way weighs the odds of its junk and `stay` for each such line.
    """
    own = np.stack([np.ones(len(odds)), np.exp(odds)], axis=1)
    turn = np.array([[np.exp(stay), 1.0], [1.0, np.exp(stay)]])
    before, scale = np.empty_like(own), np.empty(len(odds))
    reached = own[0]
    for index in range(len(odds)):
        reached = own[index] * (before[index - 1] @ turn) if index else own[0]
        scale[index] = reached.sum()
        before[index] = reached / scale[index]
    after = np.ones_like(own)
    for index in range(len(odds) - 2, -1, -1):
        after[index] = turn @ (own[index + 1] * after[index + 1]) / scale[index + 1]
    ahead = own[1:] * after[1:] / scale[1:, None]
    alike = np.exp(stay) * float((before[:-1] * ahead).sum())
    return float(np.log(scale).sum()), (before * after)[:, 1], alike
