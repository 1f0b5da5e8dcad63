"""Plain text and Markdown files, with or without front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from indexing.errors import SourceError
from indexing.readers.composing import composed
from indexing.readers.decoding import decoded
from indexing.readers.fields import NAMES, Declared, fields
from indexing.readers.markup import parse
from indexing.readers.readings import Reading

_FENCED = re.compile(r"\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_KNOWN = {name for names in NAMES.values() for name in names}


class _Strings(YAMLHandler):
    """Front matter with every scalar as it is written, so that a bad date is noted and does no harm."""

    def load(self, fm: str, **kwargs: object) -> object:
        return yaml.load(fm, Loader=yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class _Document:
    declared: Declared
    body: str
    offset: int


def read(origin: str, data: bytes, *, plain: bool) -> Iterator[Reading]:
    """The article of a plain text, or of Markdown. Raises SourceError where there is none."""
    document = _document(decoded(data), plain)
    parsed = parse(document.body, plain=plain, offset=document.offset)
    yield composed(origin, fields(document.declared), parsed.lines, parsed.cuts, plain=plain)


def _document(text: str, plain: bool) -> _Document:
    """The front matter and the body. In plain text it counts as front matter only if it has a known name."""
    if not _FENCED.match(text):
        return _Document({}, text, 0)
    try:
        declared, body = frontmatter.parse(text, handler=_Strings())
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        if plain:
            return _Document({}, text, 0)
        raise SourceError(f"Its front matter is not valid YAML{_where(error)}; mend it.") from error
    declared = {str(name).strip().lower(): value for name, value in declared.items()}
    if not declared or (plain and not _KNOWN & declared.keys()):
        return _Document({}, text, 0)
    before = text[: len(text.rstrip()) - len(body)]
    return _Document(declared, body, before.count("\n"))


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" at line {mark.line + 1}" if mark is not None else ""
