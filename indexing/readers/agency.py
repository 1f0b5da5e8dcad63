"""Items of news agencies, whatever form they come in: what may be shown is read, what may not is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexing.errors import SourceError
from indexing.readers.composing import composed, named
from indexing.readers.decoding import tidy
from indexing.readers.fields import fields, is_id
from indexing.readers.fragments import read_fragment
from indexing.readers.markup import parse
from indexing.readers.readings import Failure, Reading, Result, Withheld
from indexing.readers.surprises import surprises_told


@dataclass(frozen=True, slots=True)
class Item:
    """One item with its fields as they stand in it. `name` tells it from others and stays from version to version."""

    name: str
    version: int
    created: str
    said: Mapping[str, object]
    markup: str | None = None
    text: str | None = None
    status: str = "usable"

    @property
    def edition(self) -> str:
        """What orders the versions of an item: their number, then the time at which each was made."""
        at = _time(self.created)
        return f"{self.version:09} {at.isoformat() if at else self.created}"


def results(origin: str, items: Iterable[Item]) -> Iterator[Result]:
    """The articles of items, of each the newest version. Raises SourceError where there are none."""
    newest: dict[str, Item] = {}
    for item in items:
        if item.name not in newest or item.edition >= newest[item.name].edition:
            newest[item.name] = item
    if not newest:
        raise SourceError("It holds no item of text; have one added.")
    for name, item in newest.items():
        yield _result(origin, name, item, record=name if len(newest) > 1 else None)


def _result(origin: str, name: str, item: Item, record: str | None) -> Result:
    source = f"{origin}#{record}" if record else origin
    try:
        item = replace(item, said={"id": name if is_id(name) else named(name, name), **item.said})
        if item.status not in ("usable", ""):
            reason = f"Its publisher marks it as {item.status}, so it is not shown."
            return Withheld(str(item.said["id"]), source, reason, True, item.edition)
        return replace(_reading(origin, item, record), edition=item.edition)
    except SourceError as error:
        return Failure(source, str(error))


@surprises_told()
def _reading(origin: str, item: Item, record: str | None) -> Reading:
    if item.markup:
        return read_fragment(origin, item.markup, item.said, record)
    parsed = parse(tidy(item.text or ""), plain=True)
    return composed(origin, fields(item.said), parsed.lines, parsed.cuts, plain=True, record=record)


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # in another zone it may lie before the first year or after the last
        return None
