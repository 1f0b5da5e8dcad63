"""The versions of articles as entity tags, and the conditions that requests put on them (RFC 9110, section 13)."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from starlette.exceptions import HTTPException

from indexing.catalog.steps import Known

_TAG = re.compile(r'(W/)?"([^"]*)"')


def tag(version: str) -> str:
    """A version as an entity tag."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions of one request, as they were sent."""

    if_match: str | None = None
    if_none_match: str | None = None

    def has_it(self, version: str) -> bool:
        """Whether who asks has this version already."""
        return self.if_none_match is not None and _names(self.if_none_match, version, weakly=True)

    def refuse_unmet(self, known: Known | None) -> None:
        """Raise a 412 where the article, as it was last handed in, is not the one that the conditions speak of."""
        version = (known.staged or known.live) if known else None
        if self.if_match is not None and not _names(self.if_match, version, weakly=False):
            now = f"its version is {version}" if version else "there is no such article"
            raise HTTPException(412, f"The article is not the one that If-Match names: {now}. Read it again first.")
        if self.if_none_match is not None and _names(self.if_none_match, version, weakly=True):
            raise HTTPException(412, f"The article is there already, in version {version}.")


def _names(condition: str, version: str | None, *, weakly: bool) -> bool:
    if version is None:
        return False
    return condition.strip() == "*" or any(
        found == version and (weakly or not weak) for weak, found in _TAG.findall(condition)
    )


def _asked(
    if_match: Annotated[str | None, Header()] = None, if_none_match: Annotated[str | None, Header()] = None
) -> Asked:
    return Asked(if_match, if_none_match)


Conditions = Annotated[Asked, Depends(_asked)]
