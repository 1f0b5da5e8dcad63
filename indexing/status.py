"""What a data folder holds, read without owning it."""

from contextlib import closing
from pathlib import Path

from indexing.corpus import open_catalog
from indexing.errors import CorpusError
from indexing.ownership import owner
from indexing.sync.reports import Status


def status(data_dir: Path) -> Status:
    """The state of a data folder. Raises CorpusError where there is none."""
    if not (data_dir / "catalog.sqlite").is_file():
        raise CorpusError(f"There is no index in {data_dir}: make one with `onrecord index PATH`.")
    holder = owner(data_dir)
    with closing(open_catalog(data_dir)) as catalog:
        counts = catalog.counts()
        return Status(
            data_dir=str(data_dir),
            articles=counts.articles,
            passages=counts.passages,
            staged=counts.staged,
            revision=catalog.revision,
            generation=int(catalog.noted("generation") or 0),
            embedder=catalog.noted("embedder"),
            megabytes=_megabytes(data_dir),
            owner=f"onrecord {holder.command} (process {holder.pid})" if holder else None,
        )


def _megabytes(folder: Path) -> float:
    return round(sum(_size(path) for path in folder.rglob("*")) / 1_000_000, 1)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        # An index that is being written replaces its files.
        return 0
