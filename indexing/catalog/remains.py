"""What the catalog holds of articles that are to be erased, in versions that do not answer too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from indexing.catalog.rows import fields_of, text_of
from indexing.catalog.steps import Change
from indexing.catalog.tables import articles, changes, given, passages, versions
from indexing.database import Database
from indexing.filenames import file_of

_AT_ONCE = 500


class Remains:
    """Reads every version of every article."""

    def __init__(self, database: Database) -> None:
        """Over the database of the catalog."""
        self._database = database

    def texts(self, article_ids: Sequence[str]) -> list[str]:
        """The titles, corrections and texts of all versions of some articles."""
        query = select(versions.c.fields, versions.c.text).where(versions.c.article_id.in_(article_ids))
        with self._database.transaction() as connection:
            rows = [(fields_of(row.fields), text_of(row.text)) for row in connection.execute(query)]
        return [f"{fields.title or ''}\n{fields.correction or ''}\n{text}" for fields, text in rows]

    def records(self, article_ids: Sequence[str]) -> list[str]:
        """The ids of all passages of some articles."""
        query = select(passages.c.id).where(passages.c.article_id.in_(article_ids))
        with self._database.transaction() as connection:
            return list(connection.scalars(query))

    def sources(self, article_ids: Sequence[str]) -> list[str]:
        """Where some articles came from, and the files that hold them too: those that a later source replaced."""
        last = select(articles.c.source).where(articles.c.id.in_(article_ids))
        listed = given.c.article_id.in_(article_ids) & given.c.listed & given.c.origin.not_like("%://%")
        with self._database.transaction() as connection:
            sources, files = (list(connection.scalars(query)) for query in (last, select(given.c.origin).where(listed)))
        known = {file_of(source) for source in sources}
        return [*sources, *(file for file in files if file not in known)]

    def stored(self) -> Iterator[bytes]:
        """The fields and the text of every version of every article, as they are stored."""
        query = select(versions.c.fields, versions.c.text).execution_options(yield_per=_AT_ONCE)
        with self._database.transaction() as connection:
            for row in connection.execute(query):
                yield row.fields.encode("utf-8", "surrogatepass") + b"\n" + bytes(row.text)

    def removed(self, article_ids: Sequence[str]) -> set[str]:
        """Those of the ids under which articles were that have been removed."""
        was_removed = changes.c.change == Change.REMOVED.value
        query = select(changes.c.article_id).where(changes.c.article_id.in_(article_ids), was_removed)
        with self._database.transaction() as connection:
            return set(connection.scalars(query))
