"""What a data folder holds, and whether its search index is whole."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from indexing.articles import Article
from indexing.catalog import Catalog
from indexing.catalog.feed import Feed, Lag
from indexing.corpus import current, open_catalog
from indexing.errors import CorpusDamaged, CorpusLocked
from indexing.faults import refuse_none
from indexing.following import followed
from indexing.generations import Generations
from indexing.ownership import Owner, claim, owner
from indexing.settings import IndexingSettings
from indexing.sync.reports import Status


def status(settings: IndexingSettings) -> Status:
    """The state of an index, whoever owns it. Raises CorpusError where there is none."""
    data_dir = settings.data_dir
    holder = owner(data_dir)
    with closing(_catalog(settings)) as catalog:
        counts, newest, lag = catalog.counts(), catalog.newest(), _lag(settings, catalog)
        carried = catalog.stories.counts()
        return Status(
            data_dir=str(data_dir),
            articles=counts.articles,
            passages=counts.passages,
            staged=counts.staged,
            embargoed=counts.embargoed,
            expired=counts.expired,
            stories=carried.stories,
            copies=carried.copies,
            revision=catalog.revision,
            generation=current(catalog),
            embedder=catalog.noted("embedder"),
            newest=newest,
            newest_days=(date.today() - newest).days if newest else None,
            megabytes=_megabytes(data_dir.rglob("*")),
            catalog_megabytes=_megabytes(data_dir.glob("catalog.sqlite*")),
            index_megabytes=_megabytes(data_dir.glob("generation-*/**/*")),
            answers_megabytes=_megabytes(data_dir.glob("answers.sqlite*")),
            owner=_told(holder) if holder else None,
            damage=None if holder else _damage(settings, catalog),
            replica_lag_changes=lag and lag.changes,
            replica_lag_seconds=lag and round(lag.seconds, 1),
        )


def listed(settings: IndexingSettings) -> Iterator[Article]:
    """The live articles in order of their ids, also those under embargo and those that expired. Raises CorpusError."""
    after = ""
    with closing(_catalog(settings)) as catalog:
        while page := catalog.articles(after, closed=True):
            yield from page
            after = page[-1].id


def rows(settings: IndexingSettings) -> Iterator[dict[str, str | None]]:
    """What is told of each of these: its id and title, from when and until when it is seen. Raises CorpusError."""
    for article in listed(settings):
        fields = article.fields
        embargo, expires = (moment and moment.isoformat() for moment in (fields.embargo, fields.expires))
        yield {"id": article.id, "title": fields.title, "embargo": embargo, "expires": expires}


def _catalog(settings: IndexingSettings) -> Catalog:
    refuse_none(settings)
    return open_catalog(settings)


def _lag(settings: IndexingSettings, catalog: Catalog) -> Lag | None:
    """How far behind a replica is; None for what is none, or has no index to follow."""
    known = catalog.noted("identity")
    if settings.replica_of is None or known is None:
        return None
    return Feed(catalog.database).lag(followed(settings.data_dir, known))


def _damage(settings: IndexingSettings, catalog: Catalog) -> str | None:
    """What is wrong with the search index of a folder that nobody holds; None where nothing is, or another one's is."""
    generations, number = Generations.of(settings, catalog.noted("identity") or ""), current(catalog)
    if settings.replica_of or (settings.catalog_url and not generations.folder(number).exists()):
        return None
    try:
        with claim(settings.data_dir, "status"), closing(generations.open(number)) as generation:
            generation.refuse_fewer_than(catalog.counts().passages)
    except CorpusDamaged as damaged:
        return str(damaged)
    except CorpusLocked:
        return None  # a command took the folder in this moment
    return None


def _told(holder: Owner) -> str:
    place = f" at http://127.0.0.1:{holder.port}" if holder.port else ""
    return f"onrecord {holder.command} (process {holder.pid}){place}"


def _megabytes(paths: Iterable[Path]) -> float:
    return round(sum(_size(path) for path in paths) / 1_000_000, 1)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        # An index that is being written replaces its files.
        return 0
