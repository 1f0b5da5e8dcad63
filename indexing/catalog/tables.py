"""The tables of the catalog.

`articles.live` names the version that answers, `articles.staged` one that is being indexed. A row of `passages` whose
version is neither is debris: its records in the derived indexes are removed first, then the row. So the passages
listed here always cover what the derived indexes hold.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

articles = Table(
    "articles",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("live", String),
    Column("staged", String, index=True),
    sqlite_autoincrement=True,
)

# The text is kept as UTF-8 bytes: a text column stops at NUL characters in SQLite and refuses them in PostgreSQL,
# and a passage is cut from bytes without counting characters. What is long stands last: SQLite reads a row up to the
# column that is asked for.
versions = Table(
    "versions",
    tables,
    Column("article_id", String, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String, primary_key=True),
    Column("published", Date),
    Column("publisher", String),
    Column("section", String),
    Column("embargo", DateTime, index=True),
    Column("expires", DateTime, index=True),
    Column("indexed_at", DateTime),
    Column("text_digest", String, nullable=False, index=True),
    Column("fields", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    # It holds all that filters ask for.
    Index("versions_filtered", "published", "publisher", "section", "article_id", "version", "embargo", "expires"),
)

passages = Table(
    "passages",
    tables,
    Column("id", String, primary_key=True),
    Column("article_id", String, ForeignKey("articles.id"), nullable=False),
    Column("version", String, nullable=False),
    Column("heading", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first_byte", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Index("passages_of_version", "article_id", "version"),
)

changes = Table(
    "changes",
    tables,
    Column("revision", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, nullable=False),
    Column("change", String, nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# What was handed in over HTTP, as ids and versions: what has become of it is read from `articles`.
submissions = Table(
    "submissions",
    tables,
    Column("id", String, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("items", Text, nullable=False),
)

# What servers said of documents of the web, so that they can be asked for what is new, and which articles each document
# gave: a page one, a feed or a sitemap those that it lists, or listed before and has not been pruned of.
fetched = Table(
    "fetched",
    tables,
    Column("origin", String, primary_key=True),
    Column("etag", String),
    Column("modified", String),
    Column("stamp", String),
    Column("reader", String, nullable=False),
    Column("at", DateTime, nullable=False),
)

given = Table(
    "given",
    tables,
    Column("origin", String, primary_key=True),
    Column("article_id", String, primary_key=True),
    Column("listed", Boolean, nullable=False),
)
