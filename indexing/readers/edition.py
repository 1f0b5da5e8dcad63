"""The edition of the code that makes articles of sources: another one may make more of what has not changed."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_MADE_BY = ("readers", "cleaning", "blocks.py", "sentences.py", "splitting.py", "articles.py")


@cache
def edition() -> str:
    """A digest of the code that reads, cleans and splits."""
    root = resources.files("indexing")
    contents = b"".join(file.read_bytes() for name in _MADE_BY for file in _files(root / name))
    return hashlib.sha256(contents).hexdigest()[:16]


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
    elif place.name != "__pycache__":
        for each in sorted(place.iterdir(), key=lambda one: one.name):
            yield from _files(each)
