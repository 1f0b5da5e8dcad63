"""A judge's replies on disk.

One JSON line a reply, keyed on path, model, body and the repeat that asked. Headers are never kept, nor is a key. What
is asked twice in one repeat is asked once: what is replayed then does not depend on the order of the recording.
"""

import asyncio
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Self

from evals.judge.errors import JudgeError
from evals.judge.replies import Asked, Line, Reply
from evals.rows import read_rows


class Recording:
    """The replies of one judge, in memory and, with a path, in a file: written line by line, sorted at the end."""

    def __init__(self, path: Path | None = None, lines: tuple[Line, ...] = ()) -> None:
        """Hold these lines already."""
        self.path = path
        self._lines = {line.asked: line for line in lines}
        self.locks: defaultdict[Asked, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def read(cls, path: Path) -> Self:
        """A recording to replay. Raises RowError."""
        return cls(path, read_rows(path, Line))

    @classmethod
    def carried_on(cls, path: Path) -> Self:
        """A recording to add to; what it holds is not asked again. Raises RowError, JudgeError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("ab").close()
        except OSError as error:
            raise JudgeError(f"The recording cannot be written to {path}: {error.strerror}.") from error
        return cls(path, read_rows(path, Line) if path.stat().st_size else ())

    @property
    def models(self) -> tuple[str, ...]:
        """The models whose replies it holds, sorted."""
        return tuple(sorted({asked.model for asked in self._lines}))

    @property
    def path_before(self) -> str:
        """The path of the endpoint that it was recorded from, such as /v1."""
        return next((asked.path for asked in self._lines), "").removesuffix("/chat/completions")

    @property
    def response_format(self) -> str | None:
        """The type of the response_format that was asked for, if one was."""
        return next((line.body.get("response_format", {}).get("type") for line in self._lines.values()), None)

    def reply(self, asked: Asked) -> Reply | None:
        """The reply that is kept, or None."""
        return self._lines.get(asked)

    def keep(self, asked: Asked, reply: Reply) -> None:
        """Keep a reply, in place of a failed one."""
        line = Line(
            **reply.model_dump(), path=asked.path, model=asked.model, repeat=asked.repeat, body=json.loads(asked.body)
        )
        self._lines[asked] = line
        if self.path:
            self._write("ab", line.text_line())

    def close(self) -> None:
        """Write the file afresh, in an order that does not depend on which reply came first."""
        if self.path and self._lines:
            self._write("wb", "".join(sorted(line.text_line() for line in self._lines.values())))

    def _write(self, how: str, text: str) -> None:
        assert self.path is not None  # noqa: S101  (both callers have asked)
        data = text.encode()
        with self.path.open(how) as file:
            # The time in a gzip header would make equal recordings differ.
            file.write(gzip.compress(data, mtime=0) if self.path.suffix == ".gz" else data)
