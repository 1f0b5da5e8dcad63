"""A JSON API read by a mapping: where its list is, which of its fields is what, and what comes next."""

from __future__ import annotations

import html
import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from indexing.errors import SettingsError, SourceError
from indexing.sources.listings import Entry, Listing
from indexing.sources.replies import Reply, joined

_OURS = Path(__file__).parent / "mappings"
_LARGEST = 1_000_000


def _compiled(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except JMESPathError as error:
        raise ValueError(f"{expression!r} is no JMESPath expression") from error
    return expression


Expression = Annotated[str, AfterValidator(_compiled)]
FieldName = Literal[
    "id",
    "title",
    "publisher",
    "authors",
    "published",
    "modified",
    "section",
    "language",
    "url",
    "html",
    "text",
    "correction",
    "corrected",
    "embargo",
    "expires",
    "genre",
    "quote_limit",
]
_TEXTS = ("title", "publisher", "section")


class FieldMapping(BaseModel):
    """How an API is read; expressions are JMESPath.

    `address` is joined to the address that is given. `list` leads to the articles. `next` is `header` for a Link header
    with rel=next (RFC 8288), `page:NAME` for a parameter that counts from 1, else the expression of an address.
    `complete` says that the API lists all its articles, so that what it lists no more may be pruned.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str = ""
    list: Expression = "@"
    next: str | None = None
    complete: bool = False
    headers: dict[str, str] = {}
    fields: dict[FieldName, Expression]

    @classmethod
    def named(cls, name: str) -> FieldMapping:
        """The mapping in a TOML file, or one that comes with the project by its name. Raises SettingsError."""
        ours = {path.stem: path for path in sorted(_OURS.glob("*.toml"))}
        path = ours.get(name) or Path(name)
        try:
            if path.stat().st_size > _LARGEST:
                raise SettingsError(f"The mapping {name} is too large to be one; check the path.")
            return cls.model_validate(tomllib.loads(path.read_text("utf-8")))
        except OSError as error:
            raise SettingsError(f"There is no mapping {name}: give a TOML file, or {' or '.join(ours)}.") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"The mapping {name} is not TOML that can be read ({error}); mend it.") from error
        except ValidationError as error:
            raise SettingsError(f"The mapping {name} cannot be used: {_fault(error)}.") from error

    def start(self, location: str) -> str:
        """The address of the first page of the list, for the address that is given."""
        if not self.address:
            return location
        return joined(location if location.endswith("/") else f"{location}/", self.address)

    def listing(self, reply: Reply) -> Listing:
        """What a page of the API lists. Raises SourceError where it does not hold what the mapping says."""
        data = _parsed(reply)
        found = _found(self.list, data)
        if not isinstance(found, list):
            raise SourceError(
                f"It holds no list at {self.list!r}, where the mapping says that it is; check the mapping."
            )
        rows = cast("list[object]", found)
        entries = tuple(self._entry(reply.url, row) for row in rows)
        counted = (self.next or "").startswith("page:")
        return Listing(entries, next=self._next(reply, data) if rows else None, counted=counted, complete=self.complete)

    def _entry(self, base: str, row: object) -> Entry:
        said = {name: _found(expression, row) for name, expression in self.fields.items()}
        said |= {name: _unescaped(said[name]) for name in _TEXTS if name in said}
        given = {name: value for name, value in said.items() if value not in (None, "", [])}
        key, url, markup, text = (given.pop(name, None) for name in ("id", "url", "html", "text"))
        return Entry(
            url=joined(base, url) if isinstance(url, str) else None,
            said=given,
            key=str(key) if isinstance(key, str | int) else None,
            markup=markup if isinstance(markup, str) else None,
            text=text if isinstance(text, str) else None,
        )

    def _next(self, reply: Reply, data: object) -> str | None:
        match (self.next or "").partition(":"):
            case ("header", "", ""):
                return reply.next
            case ("page", ":", name):
                return _counted(reply.url, name)
            case ("", "", ""):
                return None
            case _:
                found = _found(self.next or "", data)
                return joined(reply.url, found) if isinstance(found, str) and found else None


def _parsed(reply: Reply) -> object:
    try:
        return json.loads(reply.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError("It is not JSON in UTF-8, as its mapping wants; check the address.") from error


def _found(expression: str, data: object) -> Any:
    try:
        return jmespath.search(expression, data)
    except (JMESPathError, RecursionError):
        # A function that was given another type than it takes: the field is not there in the form that was meant.
        return None


def _unescaped(value: object) -> object:
    """Titles come as HTML from content systems."""
    return html.unescape(re.sub(r"<[^<>]*>", "", value)) if isinstance(value, str) else value


def _counted(url: str, name: str) -> str:
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = int(given[name]) if given.get(name, "").isdecimal() else 1
    return urlunsplit(parts._replace(query=urlencode({**given, name: str(page + 1)})))


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"] if part != "[key]")
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"
