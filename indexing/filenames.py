"""Names of files, as they come. Some are not UTF-8, so no text: Python carries such bytes as halves of characters."""

import os
from pathlib import Path


def is_text(name: str) -> bool:
    """Whether a name, path or argument is UTF-8; no other fits into the catalog, or into JSON."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def shown(name: str) -> str:
    r"""The name for people, with the bytes that are not UTF-8 as `\xff`."""
    return os.fsencode(name).decode(errors="backslashreplace")


def file_of(source: str) -> str:
    """The file of a source, which is a path, or `path#row` within a file of many; a path may have that sign itself."""
    file = source.rpartition("#")[0]
    return file if Path(file).is_file() and not os.path.lexists(source) else source
