"""ninjs, the news in JSON of the IPTC: items of its generations 1, 2 and 3, alone, in a list, or under `items`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import cast

from indexing.errors import NotRead, SourceError
from indexing.readers.agency import Item, results
from indexing.readers.readings import Result

Row = Mapping[str, object]
_UNREADABLE = SourceError("It is not JSON in UTF-8; save it as that.")
_OTHER = NotRead("It is JSON, but no ninjs: it has no `uri` beside a body; send ninjs, or read an API with --mapping.")


def read(origin: str, data: bytes) -> Iterator[Result]:
    """The articles of a document. Raises SourceError where it is damaged or of another kind."""
    try:
        found: object = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _UNREADABLE from error
    rows = [row for row in _rows(found) if _is_text(row)]
    if not rows:
        raise _OTHER
    yield from results(origin, map(_item, rows))


def _rows(found: object) -> Iterator[Row]:
    """The items with their names in lower case: generation 3 writes `pubStatus`, those before it `pubstatus`."""
    if isinstance(found, list):
        for one in cast("list[object]", found):
            yield from _rows(one)
    elif isinstance(found, dict):
        row = {str(name).lower(): value for name, value in cast("dict[object, object]", found).items()}
        if isinstance(row.get("items"), list):
            yield from _rows(row["items"])
        else:
            yield row


def _is_text(row: Row) -> bool:
    return isinstance(row.get("uri"), str) and row.get("type", "text") in ("text", "composite") and any(_bodies(row))


def _item(row: Row) -> Item:
    markup, text = _body(row)
    version = str(row.get("version", ""))
    return Item(
        name=cast(str, row["uri"]),
        version=int(version) if version.isdecimal() else 0,
        created=str(row.get("versioncreated") or ""),
        said={name: value for name, value in _said(row).items() if value not in (None, "", [])},
        markup=markup,
        text=text,
        status=str(row.get("pubstatus") or "usable"),
    )


def _said(row: Row) -> dict[str, object]:
    uri = cast(str, row["uri"])
    return {
        "url": uri if uri.startswith(("http://", "https://")) else None,
        "title": _main(row, "headlines") or row.get("headline_main") or row.get("headline"),
        "authors": row.get("by") or row.get("byline"),
        "publisher": _name(row.get("infosources") or row.get("infosource")) or row.get("copyrightholder"),
        "published": row.get("contentcreated") or row.get("firstcreated"),
        "modified": row.get("versioncreated"),
        "section": _name(row.get("subjects") or row.get("subject")),
        "language": row.get("language"),
        "genre": _name(row.get("genres") or row.get("genre")),
        "embargo": row.get("embargoed"),
        "expires": row.get("expires"),
    }


def _body(row: Row) -> tuple[str | None, str | None]:
    """The body as HTML and as plain text: HTML wins, for it has the paragraphs."""
    bodies = list(_bodies(row))
    markup = next((value for kind, value in bodies if "html" in kind), None)
    return markup, None if markup else next((value for kind, value in bodies if "html" not in kind), None)


def _bodies(row: Row) -> Iterator[tuple[str, str]]:
    """The type and the value of each body."""
    for body in _objects(row.get("bodies")):
        kind, value = body.get("contenttype", body.get("contentType", "")), body.get("value")
        if isinstance(value, str):
            yield str(kind) or ("text/html" if value.lstrip().startswith("<") else "text/plain"), value
    for name, value in row.items():
        if name.startswith("body_") and isinstance(value, str):
            yield "text/html" if "html" in name or value.lstrip().startswith("<") else "text/plain", value


def _main(row: Row, name: str) -> object:
    values = list(_objects(row.get(name)))
    main = next((value for value in values if value.get("role") == "main"), values[0] if values else {})
    return main.get("value")


def _name(value: object) -> object:
    return next((one["name"] for one in _objects(value) if one.get("name")), None)


def _objects(value: object) -> Iterator[Row]:
    for one in cast("list[object]", value) if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield cast("Row", one)
