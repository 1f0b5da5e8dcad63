"""Faults of storage as sentences: a full disk, a place that may not be written, and damage are told apart."""

from __future__ import annotations

import shutil
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.errors import CorpusDamaged, CorpusError

if TYPE_CHECKING:
    from indexing.settings import IndexingSettings

_SHOWN = 120
# A library that stops in the middle for want of space does not always say so, and leaves some of it free, in bytes.
_LITTLE = 4_000_000


class Cause(Enum):
    """Why a place cannot be written, with the words by which SQLite, Chroma, tantivy and the system say so."""

    # SQLite says "disk I/O error" where a file may grow no further.
    FULL = ("no space", "storagefull", "disk is full", "disk i/o error", "file too large", "quota exceeded")
    FORBIDDEN = ("readonly", "read-only", "permission denied", "not permitted", "access is denied")


def cause(error: BaseException) -> Cause | None:
    """Whether an error speaks of a full disk or of missing permission; None where it speaks of something else."""
    said = str(error).lower()
    return next((each for each in Cause if any(sign in said for sign in each.value)), None)


def _cause_at(folder: Path | str, error: BaseException) -> Cause | None:
    """The same, and where the error does not say it, what the disk does."""
    return cause(error) or (Cause.FULL if _is_full(folder) else None)


def _is_full(folder: Path | str) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:  # a database on a server
        return False


def brief(error: BaseException) -> str:
    """What a library said, on one line and not longer than a reader bears."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def unwritable(what: str, folder: Path | str, error: BaseException) -> CorpusError:
    """The error for a store that could not be written; what was indexed before is kept in every case."""
    match _cause_at(folder, error):
        case Cause.FULL:
            return CorpusError(
                f"The {what} in {folder} could not be written, because the disk is full: free some disk space and run "
                "the command again; what was indexed before is kept."
            )
        case Cause.FORBIDDEN:
            return CorpusError(
                f"The {what} in {folder} may not be written by this user: change the permissions of the folder, or "
                "choose another one by --data-dir; what was indexed before is kept."
            )
        case None:
            return CorpusError(
                f"The {what} in {folder} could not be written ({brief(error)}): check the disk and run the command "
                "again; what was indexed before is kept."
            )


def unopenable(what: str, folder: Path, error: Exception) -> CorpusError:
    """The error for a derived index that could not be opened: no space or no right to open it, or damage."""
    if _cause_at(folder, error):
        return unwritable(what, folder, error)
    return CorpusDamaged(f"The {what} in {folder} cannot be opened: run `onrecord rebuild` to make it afresh.")


def unmade(folder: Path, error: OSError) -> CorpusError:
    """The error for a data folder that could not be made."""
    if folder.exists() and not folder.is_dir():
        return CorpusError(f"The data folder {folder} is a file, not a folder: choose another one by --data-dir.")
    return CorpusError(f"The data folder {folder} cannot be made ({error.strerror}): choose another one by --data-dir.")


def refuse_none(settings: IndexingSettings) -> None:
    """Raise CorpusError where there is no index yet; a database on a server is one, if an empty one."""
    if settings.catalog_url is None and not (settings.data_dir / "catalog.sqlite").is_file():
        raise without_index(settings.data_dir)


def without_index(folder: Path) -> CorpusError:
    """The error for a data folder that holds no catalog."""
    if folder.exists() and not folder.is_dir():
        return CorpusError(f"The data folder {folder} is a file, not a folder: choose another one by --data-dir.")
    return CorpusError(f"There is no index in {folder}: make one with `onrecord index PATH`.")
