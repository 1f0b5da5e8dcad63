"""Whose a conversation is."""

from typing import Annotated

from fastapi import Depends, Request


def owner_of(_request: Request) -> str | None:
    """Who asks, None for anybody: the service knows no keys yet."""
    return None


Owner = Annotated[str | None, Depends(owner_of)]
