"""The receipt of an erasure over the wire."""

from dataclasses import asdict
from typing import Self

from pydantic import Field

from indexing.sync.erasure import Erasure
from service.answers import Wire


class Found(Wire):
    """A place that still holds something of an article."""

    file: str
    probe: str


class Erased(Wire):
    """What an erasure did, and what proves it: so many `probes`, stretches of the text and ids of its records, were
    looked for in so many `files`. `traces` are where one was found; the next erasure goes on until there is none.
    """

    removed: tuple[str, ...]
    unknown: tuple[str, ...]
    before: tuple[str, ...] = Field(description="Had been removed before")
    passages: int
    revision: int
    at: str
    answers: tuple[str, ...] = Field(description="Stored answers that drew on it or offered it, cleared of it")
    sources: tuple[str, ...] = Field(description="Where it was read from, and would be read again")
    probes: int
    shared: int = Field(description="Stretches not looked for, since another article says them too")
    files: int
    bytes: int
    traces: tuple[Found, ...]
    elsewhere: tuple[str, ...] = Field(description="Stores of other machines, whose bytes cannot be looked into")

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        """An erasure as it goes over the wire."""
        return cls.model_validate(asdict(erasure))
