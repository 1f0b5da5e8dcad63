"""Sources into articles: a file or a folder of them. One bad source never stops the others."""

import re
from collections.abc import Iterator
from pathlib import Path

from indexing.errors import SourceError
from indexing.readers import folders, records
from indexing.readers.readings import Failure, Reading, Skipped

__all__ = ["Failure", "Reading", "Skipped", "read"]


def read(location: str | Path, *, max_bytes: int) -> Iterator[Reading | Failure | Skipped]:
    """The articles of a file, or of a folder and the folders in it, sorted, read when they are asked for.

    A file larger than `max_bytes` is not loaded; in files of many articles the limit holds for each article.
    What cannot be read is a Failure, a file of a folder whose format is not read is Skipped, and the rest goes on.
    """
    if re.match(r"[a-z][a-z0-9+.-]*://", str(location), re.IGNORECASE):
        yield Failure(str(location), "Reading from the web is not supported yet; save the page and give its file.")
        return
    path = Path(location).expanduser().absolute()
    try:
        if path.is_dir():
            yield from _folder(path, max_bytes)
        else:
            yield from _file(path, max_bytes)
    except (OSError, ValueError) as error:
        yield Failure(str(path), f"It cannot be opened ({error}); check the path.")


def _folder(path: Path, max_bytes: int) -> Iterator[Reading | Failure | Skipped]:
    for source in folders.sources(path):
        if isinstance(source, Failure | Skipped):
            yield source
        else:
            yield from _file(source, max_bytes)


def _file(path: Path, max_bytes: int) -> Iterator[Reading | Failure]:
    try:
        yield from _readings(path, max_bytes)
    except SourceError as error:
        yield Failure(str(path), str(error))
    except FileNotFoundError:
        yield Failure(str(path), "There is no such file or folder; check the path.")
    except PermissionError:
        yield Failure(str(path), "It cannot be opened for lack of permission; make it readable.")
    except OSError as error:
        yield Failure(str(path), f"It cannot be read ({error.strerror or error}); check the disk and the path.")


def _readings(path: Path, max_bytes: int) -> Iterator[Reading | Failure]:
    size = path.stat().st_size
    if not path.is_file():
        raise SourceError("It is neither a file nor a folder; give one of these.")
    if not folders.is_source(path.name):
        raise SourceError(f"Its format is not read; the formats are {', '.join(folders.FORMATS)}.")
    if path.name.lower().endswith((".jsonl", ".jsonl.gz")):
        yield from records.read(path, max_bytes)
        return
    if size > max_bytes:
        raise SourceError(
            f"It has {size / 1_000_000:.0f} MB, more than the {max_bytes / 1_000_000:.0f} MB that are read; "
            "split it, or raise ONRECORD_MAX_FILE_MB."
        )
    yield from _single(path)


def _single(path: Path) -> Iterator[Reading]:
    data = path.read_bytes()
    if path.suffix.lower() in (".html", ".htm"):
        from indexing.readers import pages  # trafilatura takes a second to import

        yield from pages.read(path, data)
    else:
        from indexing.readers import texts

        yield from texts.read(path, data)
