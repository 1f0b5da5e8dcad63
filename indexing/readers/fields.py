"""The fields of an article as front matter, a page's metadata or a record declare them. Nothing is guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import cast

from indexing.articles import Fields
from indexing.cleaning.lines import collapsed
from indexing.errors import SourceError
from indexing.readers.decoding import tidy
from indexing.readers.terms import NOTHING, genre, moment, quote_limit

Declared = Mapping[str, object]
"""What a source declares of itself, by lower-case name."""

_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)")
_WRITTEN_OUT = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %d %Y", "%b. %d, %Y")
# The days that calendars of programs count from.
_ZEROS = {date(1, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1)}
_FIRST_NEWSPAPER = 1605
# The day of these lines: a clock before it is wrong, and no measure of what lies in the future.
_WRITTEN = date(2026, 11, 26)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("doc_id", "id"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "site", "site_name"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "date_published", "datepublished", "published_at", "publication_date"),
    "modified": ("modified", "updated", "lastmod", "date_modified", "datemodified", "modified_at"),
    "section": ("section", "category"),
    "url": ("url", "link", "canonical_url"),
    "language": ("language", "lang", "inlanguage"),
    "correction": ("correction", "correction_note"),
    "corrected": ("corrected", "corrected_at", "correction_date"),
    "embargo": ("embargo", "embargoed", "embargo_until"),
    "expires": ("expires", "expiry", "unpublish_at"),
    "genre": ("genre", "kind"),
    "quote_limit": ("quote_limit", "max_quote"),
}
"""Under which names a source may give each field, the first that it gives counts."""
LEFT_OUT = " and is left out"
"""What a note on a date says that is missing for it; where the article is refused for it, nothing is left out."""
_DAYS = ("published", "modified", "corrected")


@dataclass(frozen=True, slots=True)
class Said:
    """The explicit id if any, the fields, and a sentence for each value that could not be used."""

    id: str | None
    fields: Fields
    notes: tuple[str, ...]


def fields(declared: Declared) -> Said:
    """The fields that are declared. A date that cannot be read is missing, and noted.

    A bad id raises SourceError, and so do an embargo, an expiry and a limit of quotes that cannot be read.
    """
    published, modified, corrected = (_dated(name, _first(declared, name)) for name in _DAYS)
    return Said(
        _id(_first(declared, "id")),
        Fields(
            title=_text(_first(declared, "title")),
            publisher=_text(_first(declared, "publisher")),
            authors=_names(_first(declared, "authors")),
            published=published[0],
            modified=modified[0],
            section=_text(_first(declared, "section")),
            url=_url(_first(declared, "url")),
            language=_language(_first(declared, "language")),
            correction=_text(_first(declared, "correction")),
            corrected=corrected[0],
            embargo=moment("embargo", _first(declared, "embargo")),
            expires=moment("expires", _first(declared, "expires")),
            genre=genre(_first(declared, "genre")),
            quote_limit=quote_limit(_first(declared, "quote_limit")),
        ),
        tuple(note for _, note in (published, modified, corrected) if note),
    )


def day(value: object) -> date | None:
    """The day that a date or its text names: ISO 8601, 2022/01/01, RFC 2822, or written out in English."""
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case str():
            return _day_of_text(value.strip())
        case _:
            return None


def _day_of_text(text: str) -> date | None:
    if slashed := _SLASHED.match(text):
        text = "-".join((slashed[1], slashed[2].zfill(2), slashed[3].zfill(2)))
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return _parsed(date.fromisoformat, text[:10]) if not text[10:11].isdigit() else None
    for form in _WRITTEN_OUT:
        if found := _parsed(partial(_written_out, form), collapsed(text)):
            return found
    return _parsed(_mailed, text) if re.match(r"\w{3}, \d", text) else None


def _written_out(form: str, text: str) -> date:
    return datetime.strptime(text, form).date()


def _mailed(text: str) -> date:
    return parsedate_to_datetime(text).date()


def _parsed(parse: Callable[[str], date], text: str) -> date | None:
    try:
        return parse(text)
    except (ValueError, TypeError, OverflowError):
        return None


def _dated(name: str, value: object) -> tuple[date | None, str | None]:
    found = day(value)
    if found and (doubt := _doubt(found)):
        return None, f"Its {name} date {found} {doubt}{LEFT_OUT}; correct it."
    if found is not None or value is None or str(value).strip().lower() in NOTHING:
        return found, None
    return None, f"Its {name} date {str(value)[:40]!r} cannot be read{LEFT_OUT}; write it as 2026-01-31."


def _doubt(found: date) -> str | None:
    """Why a date cannot be that of an article. Ahead of the clock by a day is only another time zone."""
    if found > max(date.today(), _WRITTEN) + timedelta(days=1):
        return "lies in the future"
    if found in _ZEROS or found.year < _FIRST_NEWSPAPER:
        return "is what programs write where they know none"
    return None


def _first(declared: Declared, name: str) -> object:
    return next((declared[key] for key in NAMES[name] if declared.get(key) not in (None, "", [])), None)


def _id(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if not is_id(str(value)):
        raise SourceError(
            f"Its id {str(value)[:60]!r} is not 1 to 128 letters, digits, dots, colons, dashes or underscores; "
            "change it."
        )
    return str(value)


def is_id(text: str) -> bool:
    """Whether a text may be the id of an article as it is."""
    return bool(_ID.fullmatch(text))


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = cast("list[object]", value)[0]
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = collapsed(tidy(str(value)).replace("\n", " "))
    return None if text.lower() in NOTHING else text


def _names(value: object) -> tuple[str, ...]:
    """Names as a list or as one text with commas or "and" between; each once, in order."""
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    several = re.compile(r"\s*;\s*|\s*,\s*(?:and )?|\s+and\s+")
    names = [name for one in given if (text := _text(one)) for name in several.split(re.sub(r"^[Bb]y:?\s+", "", text))]
    return tuple(dict.fromkeys(name for name in names if name))


def _url(value: object) -> str | None:
    text = _text(value)
    return text if text and re.match(r"https?://\S+$", text) else None


def _language(value: object) -> str | None:
    """A language tag as BCP 47 writes it: `en`, `en-GB`."""
    text = _text(value)
    return text.replace("_", "-") if text and _LANGUAGE.fullmatch(text) else None
