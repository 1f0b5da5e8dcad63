"""Under which terms an article may be shown, and as what. What cannot be read is not passed over: it is a promise."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, cast

from indexing.articles import OPINION_NAMES, Genre
from indexing.errors import SourceError

NOTHING: Final = {"", "null", "none", "~", "n/a", "unknown"}
_OPINION: Final = OPINION_NAMES | {"opinionnewsarticle", "reviewnewsarticle"}
_CHARACTERS: Final = re.compile(r"[0-9]{1,9}")
_NEWS: Final = {"news", "report", "reportage", "current", "breaking news", "reportagenewsarticle"}


def moment(name: str, value: object) -> datetime | None:
    """A moment in UTC; a day is its first moment, and without a zone it is UTC's.

    One that cannot be read raises SourceError: the article could be shown when it must not be.
    """
    if _is_nothing(value):
        return None
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:  # a day of the last year may lie beyond it in another zone
        raise SourceError(
            f"Its {name} {str(value)[:40]!r} cannot be read, so it is not indexed; write it as 2026-01-31T06:00Z."
        ) from error


def quote_limit(value: object) -> int | None:
    """The longest quote that may be shown, in characters. One that cannot be read raises SourceError."""
    if _is_nothing(value):
        return None
    text = str(value).strip()
    if not _CHARACTERS.fullmatch(text):
        raise SourceError(
            f"Its quote_limit {text[:40]!r} is no number of characters, so it is not indexed; write it as 200."
        )
    return int(text)


def genre(value: object) -> Genre | None:
    """What kind of piece it is, by the first name that says so; None where none does."""
    names = cast("Sequence[object]", value) if isinstance(value, list) else [value]
    told = (str(one).rpartition(":")[2].strip().casefold() for one in names)
    return next((Genre.OPINION if one in _OPINION else Genre.NEWS for one in told if one in _OPINION | _NEWS), None)


def _is_nothing(value: object) -> bool:
    return value is None or str(value).strip().lower() in NOTHING
