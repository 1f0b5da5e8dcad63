"""An answer as our own server-sent events: `statement`, `conflict`, `answer` or `error`, then `done`."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import Response
from fastapi.sse import format_sse_event

from service.answers import Answer


class Events:
    """The form in which the native route streams an answer."""

    def further(self, sent: Answer | None, now: Answer) -> Iterator[bytes]:
        """An event for each statement that was not sent."""
        by_number = {citation.number: citation for citation in now.citations}
        for statement in now.statements[len(sent.statements) if sent else 0 :]:
            cited = [by_number[number].model_dump(mode="json") for number in statement.citations]
            yield _event("statement", {**statement.model_dump(mode="json"), "sources": cited})

    def whole(self, sent: Answer | None, answer: Answer) -> Iterator[bytes]:
        """The statements that are left, the conflicts, and the answer itself."""
        yield from self.further(sent, answer)
        for conflict in answer.conflicts:
            yield _event("conflict", conflict.model_dump(mode="json"))
        yield _event("answer", answer.model_dump(mode="json"))

    def problem(self, response: Response) -> bytes:
        """What went wrong, as its own event."""
        return format_sse_event(event="error", data_str=bytes(response.body).decode())

    def end(self) -> bytes:
        """The last event."""
        return _event("done", {})


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
