"""Whose a conversation is."""

from typing import Annotated

from fastapi import Depends

from service.web.admission import Called


async def owner_of(caller: Called) -> str | None:
    """The id of the key that asks, None for anybody without one."""
    return caller.key


Owner = Annotated[str | None, Depends(owner_of)]
