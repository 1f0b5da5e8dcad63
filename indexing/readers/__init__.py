"""Files into articles, or a folder of them. One bad file never stops the others."""

from collections.abc import Iterator
from pathlib import Path

from indexing.errors import NotRead, SourceError
from indexing.readers import folders, records
from indexing.readers.formats import ENDINGS, Articles, Document, Format, articles, format_of, too_large
from indexing.readers.memory import NO_MEMORY, Memory, digest_of
from indexing.readers.readings import Failure, Reading, Result, Skipped

__all__ = ["Failure", "Reading", "Skipped", "read"]


def read(
    location: str | Path, *, max_bytes: int, memory: Memory = NO_MEMORY, reader: Articles = articles
) -> Iterator[Result]:
    """The articles of a file, or of a folder and the folders in it, sorted, read when they are asked for.

    A file that `memory` knows is not read again; one larger than `max_bytes` is not loaded, and in files of many
    articles the limit holds for each article. What cannot be read is a Failure, a file of a folder whose format is not
    read is Skipped, and the rest goes on. `reader` makes articles of bytes.
    """
    path = Path(location).expanduser().absolute()
    try:
        if path.is_dir():
            yield from _folder(path, max_bytes, memory, reader)
        else:
            yield from _file(path, max_bytes, memory, reader)
    except NotRead as error:
        yield Failure(str(path), str(error))
    except (OSError, ValueError) as error:
        yield Failure(str(path), f"It cannot be opened ({error}); check the path.")


def _folder(path: Path, max_bytes: int, memory: Memory, reader: Articles) -> Iterator[Result]:
    for source in folders.sources(path):
        if isinstance(source, Failure | Skipped):
            yield source
        else:
            try:
                yield from _file(source, max_bytes, memory, reader)
            except NotRead:
                yield Skipped(str(source))


def _file(path: Path, max_bytes: int, memory: Memory, reader: Articles) -> Iterator[Result]:
    try:
        yield from _remembered(path, max_bytes, memory, reader)
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


def _remembered(path: Path, max_bytes: int, memory: Memory, reader: Articles) -> Iterator[Result]:
    form = _format(path)
    in_parts = form in (Format.RECORDS, Format.PACKED_RECORDS)
    if not in_parts and path.stat().st_size > max_bytes:
        raise too_large(path.stat().st_size, max_bytes)
    digest = digest_of(path)
    known = memory.unchanged(path, digest)
    if known is not None:
        yield from known
    elif in_parts:
        with path.open("rb") as opened:
            results = records.read(str(path), opened, max_bytes, packed=form is Format.PACKED_RECORDS)
            yield from memory.noted(path, digest, results)
    else:
        results = reader(Document(str(path), form, path.read_bytes()), max_bytes)
        yield from memory.noted(path, digest, results)


def _format(path: Path) -> Format:
    if path.stat() and not path.is_file():
        raise SourceError("It is neither a file nor a folder; give one of these.")
    form = format_of(path.name)
    if form is None:
        raise SourceError(f"Its format is not read; the formats are {', '.join(ENDINGS)}.")
    return form
