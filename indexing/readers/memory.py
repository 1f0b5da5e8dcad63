"""Which files were read before: one with the same bytes gives the same articles, and is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.readers.readings import Reading, Result, Unchanged

if TYPE_CHECKING:
    from indexing.catalog.fetched import FileGave

Note = Callable[[str, str, Sequence[str]], None]
"""Told the path of a file, the digest of its bytes, and the ids of the articles that it gave."""


def _forget(*_: object) -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of files by their paths, and who is told of those that are read now."""

    known: Mapping[str, FileGave] = field(default_factory=dict)
    note: Note = _forget

    def unchanged(self, path: Path, digest: str) -> Iterable[Unchanged] | None:
        """What a file gave when it had the same bytes; None where it has to be read."""
        gave = self.known.get(str(path))
        if gave is None or gave.digest != digest:
            return None
        return [Unchanged(article_id, source) for article_id, source in gave.articles.items()]

    def noted(self, path: Path, digest: str, results: Iterable[Result]) -> Iterator[Result]:
        """The results of a file, noted at their end, unless there is something to say of them the next time too."""
        ids: list[str] = []
        plain = True
        for result in results:
            plain = plain and isinstance(result, Reading) and not result.notes
            if isinstance(result, Reading):
                ids.append(result.article.id)
            yield result
        if plain and ids:
            self.note(str(path), digest, ids)


NO_MEMORY = Memory()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
