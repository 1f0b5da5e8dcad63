"""Lines and declared fields into a reading: cleaned, titled, with an id that stays."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexing.articles import Article, digest
from indexing.cleaning import clean
from indexing.cleaning.cuts import Cut
from indexing.cleaning.lines import Line
from indexing.errors import SourceError
from indexing.readers.fields import Said
from indexing.readers.readings import Reading

_SLUG_CHARACTERS = 60


def composed(
    origin: str, said: Said, lines: Sequence[Line], cuts: Sequence[Cut] = (), *, plain: bool, record: str | None = None
) -> Reading:
    """The reading of one article from a path or an address. `record` names it within a file of many.

    Raises SourceError if no text is left.
    """
    cleaned = clean(lines, title=said.fields.title, authors=said.fields.authors, plain=plain)
    if not any(character.isalnum() for character in cleaned.text):
        raise SourceError("It holds no text of an article; check what it was saved from.")
    source = origin if record is None else f"{origin}#{record}"
    fields = replace(said.fields, title=cleaned.title, authors=cleaned.authors)
    article = Article(said.id or named(origin, source), source, fields, cleaned.text)
    audit = sorted((*cuts, *cleaned.cuts), key=lambda cut: cut.line or 0)
    return Reading(article, tuple(audit), said.notes)


def named(origin: str, source: str) -> str:
    """An id: the name of the file for the eye, and eight digits of where it lies, so that equal names differ."""
    slug = re.sub(r"[^a-z0-9]+", "-", _name(origin).split(".")[0].lower()).strip("-")[:_SLUG_CHARACTERS].strip("-")
    return f"{slug or 'article'}-{digest(source)[:8]}"


def _name(origin: str) -> str:
    path = re.split(r"[?#]", origin)[0].rstrip("/") if "://" in origin else origin
    return path.rpartition("/")[2]
