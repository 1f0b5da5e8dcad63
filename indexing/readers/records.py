"""Files of many articles, one JSON object a line, plain or gzip. Lines are read one at a time."""

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from indexing.errors import SourceError
from indexing.readers.composing import composed
from indexing.readers.decoding import tidy
from indexing.readers.fields import fields
from indexing.readers.markup import parse
from indexing.readers.readings import Failure, Reading
from indexing.readers.surprises import surprises_told


def read(origin: str, opened: BinaryIO, max_bytes: int, *, packed: bool) -> Iterator[Reading | Failure]:
    """Each line's article. A bad line is a failure with its number, and the others go on. `max_bytes` bounds a line."""
    empty = True
    seen: dict[str, int] = {}
    with _unpacked(opened) if packed else opened as file:
        try:
            for number, line in _numbered(file, max_bytes):
                empty = False
                yield _reading(origin, number, line, seen, max_bytes)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            yield Failure(origin, "It is not a whole gzip file; copy or pack it again.")
            return
    if empty:
        yield Failure(origin, "It is empty; put one JSON object a line into it, or remove it.")


def _unpacked(packed: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.open(packed, "rb"))


def _numbered(file: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything. Of one beyond the limit only the beginning is kept."""
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        rest = line
        while len(rest) > max_bytes and not rest.endswith(b"\n"):
            rest = file.readline(max_bytes + 1)
        if line.strip():
            yield number, line


def _reading(origin: str, number: int, line: bytes, seen: dict[str, int], max_bytes: int) -> Reading | Failure:
    try:
        if len(line) > max_bytes:
            raise SourceError(
                f"It is larger than {max_bytes / 1_000_000:.0f} MB; split it, or raise ONRECORD_MAX_FILE_MB."
            )
        return _article(origin, number, _row(line), seen)
    except SourceError as error:
        return Failure(f"{origin}#{number}", f"Line {number}: {error}")


def _row(line: bytes) -> dict[str, object]:
    try:
        row: object = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError("It is not JSON in UTF-8; write one JSON object a line.") from error
    if not isinstance(row, dict):
        raise SourceError("It is not a JSON object; give it at least a field `text`.")
    return {str(name).lower(): value for name, value in cast(dict[object, object], row).items()}


@surprises_told()
def _article(origin: str, number: int, row: dict[str, object], seen: dict[str, int]) -> Reading:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SourceError("It has no field `text` with the article's text; add it.")
    said = fields(row)
    if said.id is not None and seen.setdefault(said.id, number) != number:
        raise SourceError(f"Its id {said.id} is already that of line {seen[said.id]}; give each article its own.")
    parsed = parse(tidy(text), plain=True)
    return composed(origin, said, parsed.lines, parsed.cuts, plain=True, record=said.id or str(number))
