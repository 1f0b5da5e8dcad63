"""Vectors that need not be made again, because the same text was embedded before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.articles import context
from indexing.catalog import Catalog
from indexing.catalog.staging import Work
from indexing.vectors import Vectors

Known = Mapping[str, NDArray[np.float32]]
"""Vectors by the id of their passage."""

Recall = Callable[[Sequence[Work]], Known]
"""What is known of the passages of some works."""

NOTHING: Final[Known] = {}


def nothing(_: Sequence[Work]) -> Known:
    """Embed everything."""
    return NOTHING


def same(vectors: Vectors) -> Recall:
    """The vectors of the same passages, as an interrupted run or another generation holds them."""

    def recall(works: Sequence[Work]) -> Known:
        return vectors.get([passage.id for work in works for passage in work.passages])

    return recall


def unchanged(catalog: Catalog, vectors: Vectors) -> Recall:
    """Those too of passages that a correction left as they were: a passage is embedded with its title and heading, and
    equal words have equal vectors.
    """
    again = same(vectors)

    def recall(works: Sequence[Work]) -> Known:
        standing = _standing(catalog, works)
        old = {
            passage.id: standing[one]
            for work in works
            for passage in work.passages
            if (one := (work.article.id, context(work.article.fields.title, passage))) in standing
        }
        held = vectors.get(list(dict.fromkeys(old.values())))
        return {**{new: held[was] for new, was in old.items() if was in held}, **again(works)}

    return recall


def _standing(catalog: Catalog, works: Sequence[Work]) -> dict[tuple[str, str], str]:
    """The ids of the live passages of the works' articles, by article and context."""
    live = catalog.passages(catalog.passages_of({work.article.id for work in works}), closed=True)
    return {(one.article_id, context(fields.title, one)): key for key, (one, fields) in live.items()}
