"""An answer as a stream of OpenAI's chat completion chunks."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.sse import format_sse_event

from service.answers import Answer
from service.web.chat.completions import Given, Sources, completion_id, fingerprint
from service.web.chat.requests import MODEL
from service.web.chat.stops import settled


@dataclass(frozen=True, slots=True)
class Chunks:
    """The form in which clients of OpenAI read a stream: pieces of the content, then its sources, then the end.

    The annotations come in one piece at the end: the clients that put pieces together know no other way.
    """

    given: Given

    def further(self, sent: Answer | None, now: Answer) -> Iterator[bytes]:
        """The content that no stop sequence can still take back."""
        yield from self._content(sent, now, settled(now.text, self.given.request.stop))

    def whole(self, sent: Answer | None, answer: Answer) -> Iterator[bytes]:
        """The rest of the content, what it rests on, and where that is asked for the count of tokens."""
        yield from self._content(sent, answer, self.given.content(answer))
        annotations = [one.model_dump(mode="json") for one in self.given.annotations(answer)]
        sources = Sources.of(answer, self.given.links).model_dump(mode="json")
        *others, last = self.given.request.choices
        for index in others:
            yield self._chunk(answer, [_choice(index, {"annotations": annotations}, "stop")])
        yield self._chunk(answer, [_choice(last, {"annotations": annotations}, "stop")], **sources)
        if self.given.request.wants_usage:
            yield self._chunk(answer, [], usage=self.given.usage(answer).model_dump())

    def problem(self, response: Response) -> bytes:
        """The error object; no chunk then says that the answer finished."""
        return format_sse_event(data_str=bytes(response.body).decode())

    def end(self) -> bytes:
        """The last words."""
        return format_sse_event(data_str="[DONE]")

    def _content(self, sent: Answer | None, now: Answer, text: str) -> Iterator[bytes]:
        before = "" if sent is None else settled(sent.text, self.given.request.stop)
        opening = {"role": "assistant"} if sent is None else {}
        if opening or text != before:
            for index in self.given.request.choices:
                yield self._chunk(now, [_choice(index, {**opening, "content": text[len(before) :]})])

    def _chunk(self, answer: Answer, choices: list[dict[str, Any]], **more: Any) -> bytes:
        body = {
            "id": completion_id(answer),
            "object": "chat.completion.chunk",
            "created": self.given.created,
            "model": MODEL,
            "system_fingerprint": fingerprint(answer),
            "choices": choices,
            **({"usage": None} if self.given.request.wants_usage else {}),
            **more,
        }
        return format_sse_event(data_str=json.dumps(body, ensure_ascii=False))


def _choice(index: int, delta: Mapping[str, object], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
