"""Packed bytes unpacked, up to a limit: a small file can be made to hold gigabytes."""

import zlib
from collections.abc import Iterable, Iterator

from indexing.errors import SourceError

_MAGIC = b"\x1f\x8b"
_DAMAGED = "It is not whole gzip data; try again, or have its server mended."


def is_packed(data: bytes) -> bool:
    """Whether these bytes are gzip."""
    return data.startswith(_MAGIC)


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """What gzip bytes hold. Raises SourceError where that is more than `max_bytes` or not whole."""
    return within(unpacking([data], max_bytes), max_bytes)


def unpacking(packed: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """Gzip unpacked as it comes in, by no more than `max_bytes` and one at a time. Raises SourceError."""
    gzip = zlib.decompressobj(wbits=31)
    try:
        for chunk in packed:
            yield gzip.decompress(chunk, max_bytes + 1)
        if not gzip.eof and not gzip.unconsumed_tail:
            raise SourceError(_DAMAGED)
    except zlib.error as error:
        raise SourceError(_DAMAGED) from error


def within(chunks: Iterable[bytes], max_bytes: int) -> bytes:
    """The chunks as one, none taken beyond the limit. Raises SourceError where there is more."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > max_bytes:
            raise SourceError(
                f"It has more than the {max_bytes / 1_000_000:.0f} MB that are read; raise ONRECORD_MAX_FILE_MB."
            )
    return bytes(held)
