"""How the legs of a search are kept to a scope: by looking deeper than it, or only at its passages."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexing.catalog import Catalog
    from indexing.search import Scope

# Passages asked of each leg.
DEPTH = 100
DEEPER = 1_000
# A scope that holds such a share of the articles is looked for in so much longer rankings. Of 302,000 passages Chroma
# finds a thousand in 41 ms, and among the 80,000 of a scope a hundred in 57, for which 88 ms are needed to name these.
WIDE = 0.1
_SURPLUS = 1.2


@dataclass(frozen=True, slots=True)
class Within:
    """A part of the corpus, by the ids of its articles and of their passages."""

    articles: Collection[str]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What is searched: a part of the corpus or all, so deep."""

    depth: int = DEPTH
    within: Within | None = None


def reaches(catalog: Catalog, scope: Scope) -> Iterator[Reach]:
    """The ways to search a scope, the next of which is for where one finds too little."""
    if scope.everything:
        yield Reach()
        yield Reach(DEEPER)
        return
    state = catalog.state
    share = catalog.scopes.counted(scope, state) / max(1, catalog.extent)
    if share >= WIDE:
        yield Reach(math.ceil(DEPTH / share * _SURPLUS))
    if share:
        yield Reach(within=catalog.scopes.part(scope, state))
