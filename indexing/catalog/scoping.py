"""A scope as conditions on the versions of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement

from indexing.catalog.tables import versions

if TYPE_CHECKING:
    from indexing.search import Scope


def conditions(scope: Scope) -> Iterator[ColumnElement[bool]]:
    """What holds of a version within the scope."""
    if scope.published_after:
        yield versions.c.published >= scope.published_after
    if scope.published_before:
        yield versions.c.published <= scope.published_before
    if scope.publishers:
        yield versions.c.publisher.in_([name.casefold() for name in scope.publishers])
    if scope.article_ids:
        yield versions.c.article_id.in_(scope.article_ids)
    if scope.sections:
        yield versions.c.section.in_([name.casefold() for name in scope.sections])
