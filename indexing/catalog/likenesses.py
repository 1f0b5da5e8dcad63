"""The tables of what is alike: which articles carry the same report, and which lines may be boilerplate.

`likenesses.story` is the same for all live articles that carry one report, and empty for one that nobody else carries.
`bands` are the keys by which candidates are found, `copied` the pairs that were compared and found to be copies: a
story is what hangs together by them. `asides` are the lines that an article does not otherwise speak of, by publisher
(indexing.boilerplate). All of it follows from the live texts.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from indexing.catalog.tables import tables

likenesses = Table(
    "likenesses",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String, nullable=False),
    Column("story", Integer, index=True),
)

_OWNER = "likenesses.number"


def _keys(name: str) -> Table:
    """Keys by which articles are found that have one in common."""
    return Table(
        name,
        tables,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("number", Integer, ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Index(f"{name}_of_article", "number"),
        sqlite_with_rowid=False,
    )


bands = _keys("bands")
asides = _keys("asides")

copied = Table(
    "copied",
    tables,
    Column("one", Integer, ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("other", Integer, ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index("copied_by", "other"),
    sqlite_with_rowid=False,
)
