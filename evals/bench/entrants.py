"""The articles that every way to index is given: the first so many, read, cleaned and split as we do it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from evals.bench.ways import Given
from evals.progress import tell
from evals.rows import read_lines
from indexing.articles import Article, context
from indexing.errors import SourceError
from indexing.readers import Failure, Reading, read
from indexing.readers.folders import sources
from indexing.readers.formats import Format, format_of
from indexing.settings import IndexingSettings
from indexing.splitting import split


def given(articles: Path, limit: int | None, folder: Path) -> Given:
    """The first so many articles of a file or a folder. `folder` is for a copy of what is taken of a file.

    Raises SourceError where none can be read, and RowError.
    """
    settings = IndexingSettings.from_environment()
    locations = _first(articles, limit, folder)
    held: dict[str, Article] = {}
    for one in _read(locations, settings.max_file_mb * 1_000_000):
        held.setdefault(one.id, one)
    passages = tuple(context(one.fields.title, passage) for one in held.values() for passage in split(one))
    if not passages:
        raise SourceError(f"No article could be read from {articles}; check the path.")
    return Given(locations, tuple(held.values()), passages, settings.workers)


def _first(articles: Path, limit: int | None, folder: Path) -> tuple[str, ...]:
    """Where the first so many articles lie: lines of a file of them, else files of a folder."""
    if limit is not None and articles.is_dir():
        files = (one for one in sources(articles) if isinstance(one, Path))
        return tuple(str(one) for one in islice(files, limit))
    if limit is not None and format_of(articles.name) in (Format.RECORDS, Format.PACKED_RECORDS):
        copy = folder / "articles.jsonl"
        copy.write_text("\n".join(line for _, line in islice(read_lines(articles), limit)), encoding="utf-8")
        return (str(copy),)
    return (str(articles),)


def _read(locations: tuple[str, ...], max_bytes: int) -> Iterator[Article]:
    for location in locations:
        for result in read(location, max_bytes=max_bytes):
            if isinstance(result, Reading):
                yield result.article
            elif isinstance(result, Failure):
                tell(f"Not indexed: {result.source}: {result.reason}")
