"""Both legs of a search: what is near to a question in meaning, and what holds its words."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexing.catalog.scoping import Owner
from indexing.fusion import Ranking
from indexing.reach import Reach

if TYPE_CHECKING:
    from indexing.corpus import Corpus
    from indexing.search import Scope

# Titles say what an article is about, and each of its passages repeats them: half weight finds most.
BOOSTS = {"title": 0.5, "heading": 0.3, "text": 1.0}
TEXT_ONLY = {"text": 1.0}


@dataclass(frozen=True, slots=True)
class Legs:
    """Passages with their scores, best first: by meaning, by words of title and text, and by words of the text alone.

    `owners` are the articles of all of them; passages that do not answer or are out of the scope are in none.
    """

    dense: Ranking
    keyword: Ranking
    texts: Ranking
    owners: Mapping[str, Owner]

    @property
    def all(self) -> tuple[Ranking, Ranking, Ranking]:
        """The three rankings."""
        return self.dense, self.keyword, self.texts


def legs(corpus: Corpus, question: str, vector: Future[NDArray[np.float32]], scope: Scope, reach: Reach) -> Legs:
    """What both legs find of a scope within reach; `vector` is the question's, which may still be in the making."""
    keyword = corpus.keywords.query(question, reach.depth, BOOSTS, reach.within)
    texts = corpus.keywords.query(question, 2 * reach.depth, TEXT_ONLY, reach.within)
    dense = corpus.vectors.query(vector.result(), reach.depth, reach.within and reach.within.passages)
    owners = corpus.catalog.scopes.owners(list(dict([*dense, *keyword, *texts])), scope)

    def live(leg: Ranking) -> Ranking:
        return [(key, score) for key, score in leg if key in owners]

    return Legs(live(dense), live(keyword), live(texts), owners)
