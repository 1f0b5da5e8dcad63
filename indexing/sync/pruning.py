"""Which articles have lost their source."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from indexing.catalog import Catalog
from indexing.filenames import file_of
from indexing.sync.tally import Tally


def stale(catalog: Catalog, locations: Sequence[str], tally: Tally) -> tuple[str, ...]:
    """The articles whose source lay under the locations and did not give them this time.

    A source that could not be read keeps its articles, and so does a location that is not there at all, or a folder
    with nothing in it: a disk that is not mounted removes nothing. Of addresses, only what a list that was read whole
    lists no more is gone.
    """
    failed = {_place(failure.source) for failure in tally.failed if _exists(failure.source)}
    closed = [place for place in failed if not os.access(place, os.R_OK | os.X_OK)]
    there = [location for location in locations if "://" not in location and _holds_anything(location)]
    unlisted = set(tally.unlisted)
    return tuple(
        article_id
        for article_id, source in catalog.sources()
        if article_id not in tally.sources and (article_id in unlisted or _gone(source, there, failed, closed))
    )


def _gone(source: str, there: Sequence[str], failed: set[str], closed: Sequence[str]) -> bool:
    return (
        _place(source) not in failed
        and any(_under(source, location) for location in there)
        and not any(_under(source, folder) for folder in closed)
    )


def _under(source: str, location: str) -> bool:
    place, above = _place(source), _place(location)
    return place == above or place.startswith(above.rstrip("/") + "/")


def _place(source: str) -> str:
    """The file or address of a source, without the row in it."""
    if "://" in source:
        return source.rpartition("#")[0] or source
    return str(Path(file_of(source)).absolute())


def _holds_anything(location: str) -> bool:
    path = Path(_place(location))
    return any(path.iterdir()) if path.is_dir() else os.path.lexists(path)


def _exists(location: str) -> bool:
    return "://" in location or os.path.lexists(_place(location))
