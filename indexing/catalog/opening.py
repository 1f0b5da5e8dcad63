"""When a version may be read: from the end of its embargo on, until it expires. Judged at the moment of each query."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, DateTime, FromClause, bindparam, exists, func, or_, select

from indexing.catalog.tables import articles, passages, versions


def now() -> datetime:
    """UTC without a zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _at() -> datetime:
    return now()


_NOW: Final = bindparam("now", callable_=_at, type_=DateTime)


def _open(those: FromClause) -> ColumnElement[bool]:
    return or_(those.c.embargo.is_(None), those.c.embargo <= _NOW) & or_(
        those.c.expires.is_(None), those.c.expires > _NOW
    )


OPEN: Final = _open(versions)
"""Whether a version may be read now."""

_ANSWERING = versions.alias()
ANSWERS: Final = exists().where(
    _ANSWERING.c.article_id == articles.c.id, _ANSWERING.c.version == articles.c.live, _open(_ANSWERING)
)
"""Whether the version of an article that is live may be read now: where it may not, no earlier one may either."""

LIVE: Final = (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.live)
"""Whether a version is the live one of its article."""
OF_LIVE: Final = (passages.c.article_id == articles.c.id) & (passages.c.version == articles.c.live)
"""Whether a passage is one of the live version of its article."""

UNDER_EMBARGO: Final = select(func.count()).join_from(versions, articles, LIVE).where(versions.c.embargo > _NOW)
EXPIRED: Final = select(func.count()).join_from(versions, articles, LIVE).where(versions.c.expires <= _NOW)
PASSED: Final = (
    select(func.count(versions.c.embargo).filter(versions.c.embargo <= _NOW))
    .add_columns(func.count(versions.c.expires).filter(versions.c.expires <= _NOW))
    .where(versions.c.embargo.is_not(None) | versions.c.expires.is_not(None))
)
"""How many of these moments have passed: with each of them the answers may change."""
