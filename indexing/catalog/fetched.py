"""What is known of documents of the web: what their servers said of them, and which articles they gave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from indexing.catalog import steps
from indexing.catalog.tables import articles, fetched, given
from indexing.database import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Mark:
    """How a document was told from its later versions: by its server, and by the `stamp` of what lists it."""

    etag: str | None = None
    modified: str | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A document as it was read on a day, and the articles that it gave, by id, with their sources."""

    mark: Mark
    day: date
    articles: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class FileGave:
    """The digest of a file's bytes when it was read, and the articles that it gave, by id, with their sources."""

    digest: str
    articles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Gave:
    """The ids of articles that a document lists, and of those that it listed before and that are held still."""

    listed: set[str]
    before: set[str]


class Fetched:
    """Reads what was noted in earlier runs; what is noted now is written when `keep` is called."""

    def __init__(self, database: Database, reader: str) -> None:
        """Over the database of the catalog. `reader` names how documents are read: what another one read counts not."""
        self._database = database
        self._reader = reader
        self._noted: dict[str, tuple[Mark, Sequence[str]]] = {}
        self._unlisted: dict[str, Collection[str]] = {}

    def known(self, origin: str) -> Known | None:
        """What is known of a document; None where nothing is, or an article that it gave is not held any more."""
        with self._database.transaction() as connection:
            row = connection.execute(select(fetched).where(fetched.c.origin == origin)).one_or_none()
            if row is None or row.reader != self._reader:
                return None
            gave = connection.scalars(select(given.c.article_id).where(given.c.origin == origin, given.c.listed)).all()
            sources = _sources(connection, gave)
        if len(sources) < len(gave):
            return None
        return Known(Mark(row.etag, row.modified, row.stamp), row.at.date(), sources)

    def files(self, place: str) -> dict[str, FileGave]:
        """What is known of a file, or of the files in a folder, by their paths: those all of whose articles answer."""
        within = (fetched.c.origin == place) | fetched.c.origin.startswith(f"{place.rstrip('/')}/", autoescape=True)
        answers = (articles.c.live.is_not(None) & articles.c.staged.is_(None)).label("answers")
        query = (
            select(fetched.c.origin, fetched.c.etag, given.c.article_id, articles.c.source, answers)
            .join(given, given.c.origin == fetched.c.origin)
            .join(articles, articles.c.id == given.c.article_id, isouter=True)
            .where(within, fetched.c.reader == self._reader, given.c.listed)
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        changed = {row.origin for row in rows if not row.answers}
        found: dict[str, FileGave] = {}
        for row in rows:
            if row.origin not in changed:
                found.setdefault(row.origin, FileGave(row.etag, {})).articles[row.article_id] = row.source
        return found

    def note_file(self, path: str, digest: str, article_ids: Sequence[str]) -> None:
        """Note that a file with this digest of its bytes was read, and what it gave."""
        self.note(path, Mark(etag=digest), article_ids)

    def gave(self, origin: str) -> Gave:
        """The articles that a document gave when it was last read whole, and those that it had listed before."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(given.c.article_id, given.c.listed).where(given.c.origin == origin)).all()
        return Gave({row.article_id for row in rows if row.listed}, {row.article_id for row in rows if not row.listed})

    def note(self, origin: str, mark: Mark, article_ids: Sequence[str]) -> None:
        """Note that a document was read whole, and what it gave."""
        self._noted[origin] = (mark, article_ids)

    def note_unlisted(self, origin: str, article_ids: Collection[str]) -> None:
        """Note which articles a list had and has no more, to be pruned in this run or a later one."""
        self._unlisted[origin] = article_ids

    def keep(self, clashing: Collection[str] = (), replaced: Collection[str] = ()) -> None:
        """Write what was noted: call it when the articles are in the catalog. Raises CorpusError.

        What gave an article of these ids, which `clashing` with others were refused, is read again the next time, and
        so are files whose articles were `replaced` by others of the same id.
        """
        self._noted = {origin: noted for origin, noted in self._noted.items() if not set(noted[1]) & set(clashing)}
        if not (self._noted or self._unlisted or replaced):
            return
        with self._database.change() as connection:
            for origin in replaced:
                connection.execute(delete(fetched).where(fetched.c.origin == origin))
            for origin, (mark, article_ids) in self._noted.items():
                connection.execute(delete(fetched).where(fetched.c.origin == origin))
                values = {"etag": mark.etag, "modified": mark.modified, "stamp": mark.stamp}
                connection.execute(insert(fetched).values(origin=origin, at=steps.now(), reader=self._reader, **values))
                _write(connection, origin, article_ids, listed=True)
            for origin, article_ids in self._unlisted.items():
                _write(connection, origin, _sources(connection, list(article_ids)), listed=False)
        self._noted, self._unlisted = {}, {}


def _write(connection: Connection, origin: str, article_ids: Collection[str], *, listed: bool) -> None:
    """Replace the articles that a document gives, or those that it gave before."""
    unique = list(dict.fromkeys(article_ids))
    connection.execute(delete(given).where(given.c.origin == origin, given.c.listed == listed))
    for start in range(0, len(unique), _AT_ONCE):
        ids = unique[start : start + _AT_ONCE]
        connection.execute(delete(given).where(given.c.origin == origin, given.c.article_id.in_(ids)))
        connection.execute(insert(given), [{"origin": origin, "article_id": one, "listed": listed} for one in ids])


def _sources(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The sources of those of the articles that answer or wait to."""
    held = articles.c.live.is_not(None) | articles.c.staged.is_not(None)
    found: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        wanted = articles.c.id.in_(ids[start : start + _AT_ONCE])
        rows = connection.execute(select(articles.c.id, articles.c.source).where(wanted, held))
        found |= {row.id: row.source for row in rows}
    return found
