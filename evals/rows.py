"""Rows of JSON lines, gzip or plain, read into frozen models."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from indexing.errors import OnRecordError

_GZIP = b"\x1f\x8b"


class RowError(OnRecordError):
    """A file of rows cannot be read as it is; the sentence names the file and the line."""


class Row(BaseModel):
    """Base of the rows of bench files: frozen; fields that a bench does not need are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


R = TypeVar("R", bound=BaseModel)


def read_rows(path: Path, model: type[R]) -> tuple[R, ...]:
    """The rows of a JSON-lines file in order. Raises RowError for a missing file, an empty one, or a bad line."""
    rows = tuple(_row(path, number, line, model) for number, line in read_lines(path))
    if not rows:
        raise RowError(f"{path} holds no rows; one JSON object a line is expected.")
    return rows


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, numbered from 1. Gzip is told by its first bytes, not by the file's name."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise RowError(f"{path} is not there; check the path.") from error
    except UnicodeDecodeError as error:
        raise RowError(f"{path} is not UTF-8 text; JSON lines, gzip or plain, are expected.") from error
    except (OSError, EOFError) as error:
        raise RowError(f"{path} cannot be read: {error}.") from error
    # Only line feeds end a row: JSON strings may hold U+2028 and the like, at which str.splitlines would break.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _row(path: Path, number: int, line: str, model: type[R]) -> R:
    try:
        return model.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise RowError(f"{path}, line {number}: not valid JSON ({error.msg}).") from error
    except ValidationError as error:
        raise RowError(f"{path}, line {number}: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    field = ".".join(str(part) for part in problem["loc"]) or "row"
    return f"{field}: {problem['msg'][:1].lower()}{problem['msg'][1:]}"
