"""What the reading of one address has come to, and may still do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexing.readers.readings import Failure, Reading, Result, Unchanged, Withheld


class Enough(Exception):
    """An address that leads to more documents than it may."""


class Course:
    """Keeps the reading of one address from going in circles and from never ending."""

    def __init__(self, documents: int) -> None:
        """So many documents may be fetched."""
        self._left = documents
        self._seen: set[str] = set()
        self._lists: list[bool] = []

    def spend(self) -> None:
        """Count a document that is about to be fetched. Raises Enough where there have been too many."""
        if not self._left:
            raise Enough
        self._left -= 1

    def first(self, name: str) -> bool:
        """Whether an address or a name comes up for the first time; from now on it has."""
        if name in self._seen:
            return False
        self._seen.add(name)
        return True

    def is_new(self, name: str) -> bool:
        """Whether an address or a name has not come up."""
        return name not in self._seen

    def listed(self, *, complete: bool) -> None:
        """Note that a list was read, and whether its source has no more than it holds."""
        self._lists.append(complete)

    @property
    def complete(self) -> bool:
        """Whether all that the address has was listed, so that what was not is gone."""
        return bool(self._lists) and all(self._lists)


class Tracked:
    """Results passed on: afterwards `ids` are those of their articles, and `whole` says that nothing was left out."""

    def __init__(self, results: Iterable[Result]) -> None:
        """Over results that are yet to come."""
        self._results = results
        self.ids: list[str] = []
        self.whole = True

    def __iter__(self) -> Iterator[Result]:
        for result in self._results:
            match result:
                case Reading(article=article):
                    self.ids.append(article.id)
                case Unchanged(article_id=article_id):
                    self.ids.append(article_id)
                case Failure() | Withheld():
                    self.whole = False
                case _:
                    pass
            yield result
