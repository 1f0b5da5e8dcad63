"""Names that the disk holds and no text can: bytes that are not UTF-8, which Python carries as halves of characters."""

import os


def is_text(name: str) -> bool:
    """Whether a name, path or argument is UTF-8; no other fits into the catalog, or into JSON."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def shown(name: str) -> str:
    r"""The name for people, with the bytes that are not UTF-8 as `\xff`."""
    return os.fsencode(name).decode(errors="backslashreplace")
