"""Files into articles, or a folder of them. One bad file never stops the others."""

from collections.abc import Iterator
from pathlib import Path

from indexing.errors import NotRead, SourceError
from indexing.readers import folders, records
from indexing.readers.formats import ENDINGS, Format, articles, format_of, too_large
from indexing.readers.readings import Failure, Reading, Result, Skipped

__all__ = ["Failure", "Reading", "Skipped", "read"]


def read(location: str | Path, *, max_bytes: int) -> Iterator[Result]:
    """The articles of a file, or of a folder and the folders in it, sorted, read when they are asked for.

    A file larger than `max_bytes` is not loaded; in files of many articles the limit holds for each article.
    What cannot be read is a Failure, a file of a folder whose format is not read is Skipped, and the rest goes on.
    """
    path = Path(location).expanduser().absolute()
    try:
        if path.is_dir():
            yield from _folder(path, max_bytes)
        else:
            yield from _file(path, max_bytes)
    except NotRead as error:
        yield Failure(str(path), str(error))
    except (OSError, ValueError) as error:
        yield Failure(str(path), f"It cannot be opened ({error}); check the path.")


def _folder(path: Path, max_bytes: int) -> Iterator[Result]:
    for source in folders.sources(path):
        if isinstance(source, Failure | Skipped):
            yield source
        else:
            try:
                yield from _file(source, max_bytes)
            except NotRead:
                yield Skipped(str(source))


def _file(path: Path, max_bytes: int) -> Iterator[Result]:
    try:
        yield from _readings(path, max_bytes)
    except NotRead:
        raise
    except SourceError as error:
        yield Failure(str(path), str(error))
    except FileNotFoundError:
        yield Failure(str(path), "There is no such file or folder; check the path.")
    except PermissionError:
        yield Failure(str(path), "It cannot be opened for lack of permission; make it readable.")
    except OSError as error:
        yield Failure(str(path), f"It cannot be read ({error.strerror or error}); check the disk and the path.")


def _readings(path: Path, max_bytes: int) -> Iterator[Result]:
    size = path.stat().st_size
    if not path.is_file():
        raise SourceError("It is neither a file nor a folder; give one of these.")
    form = format_of(path.name)
    if form is None:
        raise SourceError(f"Its format is not read; the formats are {', '.join(ENDINGS)}.")
    if form in (Format.RECORDS, Format.PACKED_RECORDS):
        with path.open("rb") as opened:
            yield from records.read(str(path), opened, max_bytes, packed=form is Format.PACKED_RECORDS)
    elif size > max_bytes:
        raise too_large(size, max_bytes)
    else:
        yield from articles(str(path), form, path.read_bytes(), max_bytes=max_bytes)
