"""Which files of a folder are sources of articles."""

import os
from collections.abc import Iterator
from pathlib import Path

from indexing.filenames import is_text, shown
from indexing.readers.formats import ENDINGS, format_of
from indexing.readers.readings import Failure, Skipped


def sources(folder: Path) -> Iterator[Path | Failure | Skipped]:
    """The files of the folder and those below, sorted. Hidden ones and README files are passed over."""
    failures: list[Failure] = []

    def unreadable(error: OSError) -> None:
        failures.append(Failure(str(error.filename), "The folder cannot be opened; check its permissions."))

    found = False
    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (misnamed(str(Path(root, name))) for name in folders if not is_text(name))
        folders[:] = [name for name in folders if is_text(name)]
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or name.lower().startswith("readme"):
                continue
            if not is_text(name):
                found = True
                yield misnamed(str(path))
            elif format_of(name):
                found = True
                yield path
            else:
                yield Skipped(str(path))
    yield from failures
    if not found and not failures:
        yield Failure(
            str(folder), f"No articles found in {folder}: put {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} files there."
        )


def misnamed(path: str) -> Failure:
    """The sentence on a file or folder whose name is not UTF-8."""
    return Failure(shown(path), "Its name is not in UTF-8; rename it.")
