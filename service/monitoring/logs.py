"""Log lines on standard error: plain, or one JSON object each.

Tracebacks leave out the messages of errors, which may hold what was asked.
"""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from traceback import format_tb
from types import TracebackType
from typing import Any

_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LogForm(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


def start_logging(form: LogForm, *, shows_questions: bool = False) -> None:
    """Write what this process logs to standard error: our own lines, and the warnings of libraries."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines(shows_questions) if form is LogForm.JSON else _TextLines(shows_questions))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("service").setLevel(logging.INFO)


class _Lines(logging.Formatter):
    def __init__(self, shows_questions: bool) -> None:
        super().__init__()
        self._shows_questions = shows_questions

    def formatException(self, ei: _Failure) -> str:  # noqa: N802 - logging's name
        if self._shows_questions or ei[1] is None:
            return super().formatException(ei)
        return "".join(_without_messages(ei[1])).rstrip()


class _TextLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        told = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        line = f"{_moment(record)} {record.levelname.lower()} {record.getMessage()} {told}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _JsonLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        head = {"time": _moment(record), "level": record.levelname.lower(), "message": record.getMessage()}
        error = {"error": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps({**head, **_fields(record), **error}, ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    return getattr(record, "fields", {})


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _without_messages(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _without_messages(before)
        yield "\nThen:\n\n"
    yield from format_tb(error.__traceback__)
    yield f"{type(error).__qualname__} (its message may hold what was asked: ONRECORD_LOG_QUESTIONS=true shows it)\n"
