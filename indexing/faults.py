"""Faults of storage as sentences: want of space is told from damage."""

from pathlib import Path

from indexing.errors import CorpusDamaged, CorpusError

_WANT_OF_SPACE = (
    "no space",
    "disk is full",
    "disk i/o error",
    "file too large",
    "quota exceeded",
    "readonly",
    "read-only",
)


def unwritable(what: str, folder: Path | str, error: BaseException) -> CorpusError:
    """The error for a store that could not be written; what was indexed before is kept in every case."""
    said = " ".join(str(error).split())[:200]
    return CorpusError(
        f"The {what} in {folder} could not be written ({said}): free some disk space and run the command again; "
        "what was indexed before is kept."
    )


def unopenable(what: str, folder: Path, error: Exception) -> CorpusError:
    """The error for a derived index that could not be opened: no space to open it in, or damage."""
    if wants_space(error):
        return unwritable(what, folder, error)
    return CorpusDamaged(f"The {what} in {folder} cannot be opened: run `onrecord rebuild` to make it afresh.")


def wants_space(error: BaseException) -> bool:
    """Whether an error speaks of a full disk, a limit on sizes, or a disk that cannot be written."""
    return any(sign in str(error).lower() for sign in _WANT_OF_SPACE)
