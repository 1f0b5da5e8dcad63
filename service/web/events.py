"""An answer as our own server-sent events: `opening`, `conflict`, `statement`, `answer` or `error`, then `done`."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import Response
from fastapi.sse import format_sse_event

from service.answers import Answer, Wire


class Events:
    """The form in which the native route streams an answer."""

    def further(self, sent: Answer | None, now: Answer) -> Iterator[bytes]:
        """How the question was read, then an event for each conflict and each statement that was not sent."""
        if sent is None and now.statements:
            yield _event("opening", now.model_dump(mode="json", include={"standalone_question", "model"}))
        # Before the statements, which are its sides: who shows them as they come knows where they belong.
        for conflict in now.conflicts[len(sent.conflicts) if sent else 0 :]:
            numbers = [number for side in conflict.sides for number in side.citations]
            yield _event("conflict", _sourced(conflict, now, numbers))
        ends = [0, *(statement.end for statement in now.statements)]
        for place in range(len(sent.statements) if sent else 0, len(now.statements)):
            statement = now.statements[place]
            before = now.text[ends[place] : statement.start]
            yield _event("statement", {"before": before, **_sourced(statement, now, statement.citations)})

    def whole(self, sent: Answer | None, answer: Answer) -> Iterator[bytes]:
        """What was not sent, and the answer itself."""
        yield from self.further(sent, answer)
        yield _event("answer", answer.model_dump(mode="json"))

    def problem(self, response: Response) -> bytes:
        """What went wrong, as its own event."""
        return format_sse_event(event="error", data_str=bytes(response.body).decode())

    def end(self) -> bytes:
        """The last event."""
        return _event("done", {})


def _sourced(part: Wire, answer: Answer, numbers: Sequence[int]) -> dict[str, Any]:
    """A part of an answer with the citations that its numbers stand for."""
    by_number = {citation.number: citation for citation in answer.citations}
    sources = [by_number[number].model_dump(mode="json") for number in dict.fromkeys(numbers)]
    return {**part.model_dump(mode="json"), "sources": sources}


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
