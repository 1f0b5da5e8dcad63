"""The truth about what is indexed: articles, their versions and passages, and what changed when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from indexing.articles import Article, Fields, Passage
from indexing.catalog.boilerplate import Boilerplate
from indexing.catalog.counts import Counts
from indexing.catalog.opening import ANSWERS, LIVE, OF_LIVE, OPEN, PASSED
from indexing.catalog.rows import fields_of, text_of
from indexing.catalog.scoping import Scopes
from indexing.catalog.stories import Stories
from indexing.catalog.tables import articles, changes, meta, passages, tables, versions
from indexing.database import Database, inserting

__all__ = ["Catalog", "Counts"]

_AT_ONCE = 500
_BY_ID = articles.c.id


class Catalog:
    """What can be read of the catalog, from any thread. Changes are made by `indexing.catalog.staging`."""

    def __init__(self, database: Database) -> None:
        """A catalog over an open database."""
        self.database = database
        self.stories = Stories(database)
        self.boilerplate = Boilerplate(database)
        self.scopes = Scopes(database)

    @classmethod
    def open(cls, url: str) -> Catalog:
        """Open the catalog at an SQLAlchemy URL, or make it. Raises CorpusError."""
        return cls(Database(url, tables))

    def article(self, article_id: str, version: str | None = None) -> Article | None:
        """An article in the version that answers now, or in an earlier one; None where there is none."""
        wanted: ColumnElement[bool] = versions.c.version == (articles.c.live if version is None else version)
        found = self._articles(articles.c.id == article_id, wanted, versions.c.indexed_at.is_not(None), OPEN, ANSWERS)
        return found[0] if found else None

    def articles(self, after_id: str = "", limit: int = 100, *, closed: bool = False) -> list[Article]:
        """Up to `limit` live articles in order of their ids, those after `after_id`. Those that may not be read now are
        left out, unless `closed` ones are asked for.
        """
        wanted = (articles.c.id > after_id, versions.c.version == articles.c.live)
        return self._articles(*wanted, *(() if closed else (OPEN,)), limit=limit)

    def latest(self, limit: int) -> list[Article]:
        """Up to `limit` live articles, those published last first; those without a date come last."""
        newest_first = (versions.c.published.is_(None), versions.c.published.desc(), articles.c.id)
        return self._articles(versions.c.version == articles.c.live, OPEN, limit=limit, order=newest_first)

    def passages(self, ids: Sequence[str], *, closed: bool = False) -> dict[str, tuple[Passage, Fields]]:
        """Those passages that are live, by id, with the fields of their articles. Others are left out, and those of
        articles that may not be read now, unless `closed` ones are asked for.
        """
        found: dict[str, tuple[Passage, Fields]] = {}
        wanted = _LIVE_PASSAGES if closed else _LIVE_PASSAGES.where(OPEN)
        with self.database.transaction() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                for row in connection.execute(wanted, {"ids": ids[start : start + _AT_ONCE]}):
                    passage = Passage(row.article_id, row.version, row.start, row.end, text_of(row.text), row.heading)
                    found[row.id] = (passage, fields_of(row.fields))
        return found

    def answering(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The versions that answer at this moment, by the ids of their articles."""
        ids, found = list(dict.fromkeys(article_ids)), dict[str, str]()
        query = select(articles.c.id, articles.c.live).join(versions, LIVE).where(OPEN)
        with self.database.transaction() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                some = connection.execute(query.where(articles.c.id.in_(ids[start : start + _AT_ONCE])))
                found |= {row.id: row.live for row in some}
        return found

    @property
    def state(self) -> tuple[int, ...]:
        """What changes with all that may answer: the revision, and how many embargoes have ended and articles expired.

        Moments are counted as they pass, so that nobody need write anything then.
        """
        with self.database.transaction() as connection:
            return (self.revision, *connection.execute(PASSED).one())

    @property
    def extent(self) -> int:
        """How many articles there are at most; counting them takes longer."""
        with self.database.transaction() as connection:
            return connection.scalar(select(func.max(articles.c.number))) or 0

    @property
    def revision(self) -> int:
        """A number that grows with every change of what is live; 0 for an empty catalog."""
        with self.database.transaction() as connection:
            return connection.scalar(select(func.max(changes.c.revision))) or 0

    def counts(self) -> Counts:
        """How many articles and passages are live, and how many articles wait."""
        with self.database.transaction() as connection:
            return Counts.of(connection)

    def newest(self) -> date | None:
        """The latest day that a live article was published on; None where none carries a date."""
        query = select(func.max(versions.c.published)).join(articles, LIVE).where(OPEN)
        with self.database.transaction() as connection:
            return connection.scalar(query)

    def passage_ids(self) -> set[str]:
        """The ids of all live passages."""
        with self.database.transaction() as connection:
            return set(connection.scalars(select(passages.c.id).join(articles, OF_LIVE)))

    def passages_of(self, article_ids: Iterable[str]) -> list[str]:
        """The ids of all live passages of some articles."""
        query = select(passages.c.id).join(articles, OF_LIVE).where(articles.c.id.in_(list(article_ids)))
        with self.database.transaction() as connection:
            return list(connection.scalars(query))

    def sample(self, size: int) -> list[str]:
        """The ids of up to `size` live passages, drawn at random."""
        query = select(passages.c.id).join(articles, OF_LIVE).order_by(func.random()).limit(size)
        with self.database.transaction() as connection:
            return list(connection.scalars(query))

    def sources(self) -> Iterator[tuple[str, str]]:
        """The id and source of each live or staged article."""
        known = articles.c.live.is_not(None) | articles.c.staged.is_not(None)
        with self.database.transaction() as connection:
            rows = connection.execute(select(articles.c.id, articles.c.source).where(known)).all()
        return ((row.id, row.source) for row in rows)

    def twin(self, text_digest: str, article_id: str) -> str | None:
        """The id of another live or staged article whose text has this digest, if there is one."""
        with self.database.transaction() as connection:
            return connection.scalar(_TWIN, {"digest": text_digest, "other": article_id})

    def noted(self, key: str) -> str | None:
        """A fact about the data folder as a whole, such as its format or the name of its embedder."""
        with self.database.transaction() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.key == key))

    def note(self, **facts: str) -> None:
        """Write facts about the data folder, all or none."""
        rows = [{"key": key, "value": value} for key, value in facts.items()]
        with self.database.change() as connection:
            statement = inserting(connection, meta)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value}), rows
            )

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _articles(
        self,
        *conditions: ColumnElement[bool],
        limit: int | None = None,
        order: Sequence[ColumnElement[Any]] = (_BY_ID,),
    ) -> list[Article]:
        of_article = versions.c.article_id == articles.c.id
        query = (
            select(articles.c.id, articles.c.source, versions.c.fields, versions.c.text)
            .join(versions, of_article)
            .where(*conditions)
            .order_by(*order)
            .limit(limit)
        )
        with self.database.transaction() as connection:
            rows = connection.execute(query).all()
        return [Article(row.id, row.source, fields_of(row.fields), text_of(row.text)) for row in rows]


# Named once, so that a query is put into SQL once.
_LIVE_PASSAGES = (
    select(
        passages.c.id,
        passages.c.article_id,
        passages.c.version,
        passages.c.start,
        passages.c.end,
        passages.c.heading,
        versions.c.fields,
        func.substr(versions.c.text, passages.c.first_byte + 1, passages.c.bytes, type_=versions.c.text.type).label(
            "text"
        ),
    )
    .join(articles, OF_LIVE)
    .join(versions, LIVE)
    .where(passages.c.id.in_(bindparam("ids", expanding=True)))
)
_TWIN = (
    select(articles.c.id)
    .join(versions, versions.c.article_id == articles.c.id)
    .where(versions.c.text_digest == bindparam("digest"), versions.c.article_id != bindparam("other"))
    .where(versions.c.version.in_([articles.c.live, articles.c.staged]))
    .order_by(articles.c.number)
    .limit(1)
)
