"""What is said to a chat model."""

import re
from typing import Literal, TypedDict

_FENCE = re.compile(r"<(?=\s*/?\s*(?:passage|question|evidence|claim)\b|\|)", re.IGNORECASE)


class Message(TypedDict):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


def fenced(text: str) -> str:
    """A text that cannot close its fence in a prompt, open another, or pass for a chat template's role marks."""
    return _FENCE.sub("‹", text)
