"""One reply of a judge: what identifies it, what came back, and the line that both are kept as."""

import json
from dataclasses import dataclass
from typing import Any, Self

import httpx2
from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True, slots=True)
class Asked:
    """What identifies a reply. `body` is JSON with sorted keys."""

    path: str
    model: str
    body: str
    repeat: int

    @classmethod
    def of(cls, request: httpx2.Request, repeat: int) -> Self:
        """The key of a request, of which the address before the path and all headers are left out."""
        body: dict[str, Any] = json.loads(request.content)
        return cls(request.url.path, str(body.get("model")), json.dumps(body, sort_keys=True), repeat)


class Reply(BaseModel):
    """What came back: a status and a text, or the name of the error where nothing did."""

    model_config = ConfigDict(frozen=True)

    status: int | None = None
    text: str = ""
    error: str | None = None

    @property
    def good(self) -> bool:
        """Whether it is worth keeping; what failed is asked again when a recording is carried on."""
        return self.status is not None and self.status < 400


class Line(Reply):
    """One line of a recording."""

    path: str
    model: str
    repeat: int
    body: dict[str, Any]

    @property
    def asked(self) -> Asked:
        """The key of the line."""
        return Asked(self.path, self.model, json.dumps(self.body, sort_keys=True), self.repeat)

    def text_line(self) -> str:
        """The line as it is written."""
        told = self.model_dump(
            include={"path", "model", "repeat", "body", "status", "text", "error"}, exclude_none=True
        )
        return json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"
