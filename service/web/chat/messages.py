"""The messages of a chat: which of them is the question, and what was said before it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, StringConstraints

Part = dict[str, object]


class Role(StrEnum):
    """Who speaks. What the system or a tool says is never read: nothing but the articles steers an answer."""

    SYSTEM = "system"
    DEVELOPER = "developer"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    FUNCTION = "function"


def _text(content: object) -> object:
    match content:
        case None:  # an assistant that only called tools
            return ""
        case list():
            return "\n".join(_part(part) for part in content)  # pyright: ignore[reportUnknownVariableType]
        case _:
            return content


def _part(part: object) -> str:
    match part:
        case {"type": "text", "text": str(text)} | {"type": "refusal", "refusal": str(text)}:
            return text
        case {"type": str(kind)} if kind != "text":
            raise ValueError(f"a part of the type {kind!r} cannot be read here; send text")
        case _:
            raise ValueError('a part is an object such as {"type": "text", "text": "..."}')


Content = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    BeforeValidator(_text, json_schema_input_type=str | list[Part] | None),
]
"""A text, or a list of parts, of which only texts can be read."""


class Message(BaseModel):
    """One message; what else it carries, such as a name or the calls of tools, is ignored."""

    role: Role
    content: Content = ""


class Turn(NamedTuple):
    """An earlier question of a chat, and the text that was answered."""

    question: str
    answer: str


class Chat(NamedTuple):
    """The question that is asked now, and the turns before it, oldest first."""

    question: str
    earlier: tuple[Turn, ...]


def chat(messages: Sequence[Message]) -> Chat:
    """What the messages ask. Without a message of a user the question is empty, which no answerer takes."""
    places = [place for place, message in enumerate(messages) if message.role is Role.USER]
    if not places:
        return Chat("", ())
    return Chat(messages[places[-1]].content, tuple(_turns(messages[: places[-1]])))


def _turns(messages: Sequence[Message]) -> Iterator[Turn]:
    """Each question with what was answered before the next; one that was never answered is no turn."""
    question, said = "", ""
    for message in (*messages, Message(role=Role.USER)):
        if message.role is Role.USER:
            if said:
                yield Turn(question, said)
            question, said = message.content, ""
        elif message.role is Role.ASSISTANT and question:
            said = message.content or said
