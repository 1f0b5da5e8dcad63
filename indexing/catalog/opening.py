"""When a version may be read: from the end of its embargo on, until it expires. Judged at the moment of each query."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, DateTime, bindparam, func, or_, select

from indexing.catalog.tables import articles, versions


def now() -> datetime:
    """UTC without a zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _at() -> datetime:
    return now()


_NOW: Final = bindparam("now", callable_=_at, type_=DateTime)

OPEN: Final[ColumnElement[bool]] = or_(versions.c.embargo.is_(None), versions.c.embargo <= _NOW) & or_(
    versions.c.expires.is_(None), versions.c.expires > _NOW
)
"""Whether a version may be read now."""

_LIVE = (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.live)
UNDER_EMBARGO: Final = select(func.count()).join_from(versions, articles, _LIVE).where(versions.c.embargo > _NOW)
EXPIRED: Final = select(func.count()).join_from(versions, articles, _LIVE).where(versions.c.expires <= _NOW)
PASSED: Final = (
    select(func.count(versions.c.embargo).filter(versions.c.embargo <= _NOW))
    .add_columns(func.count(versions.c.expires).filter(versions.c.expires <= _NOW))
    .where(versions.c.embargo.is_not(None) | versions.c.expires.is_not(None))
)
"""How many of these moments have passed: with each of them the answers may change."""
