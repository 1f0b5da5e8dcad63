"""Bytes into text: UTF-8 and what a byte order mark names, else the encoding that the bytes themselves show."""

import codecs
import re

from charset_normalizer import from_bytes

from indexing.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# What Western prose in windows-1252 holds beyond ASCII: typographic signs and accented letters.
_WESTERN = re.compile(rb"[\x00-\x7f\x80\x82\x84\x85\x8a\x8c\x8e\x91-\x97\x99\x9a\x9c\x9e\x9f\xa0-\xff]*")
# A character of two to four bytes in UTF-8. An accented capital before a quotation mark or a dash of windows-1252, as
# in “CAFÉ”, has the same form and shows nothing; Â and Ã do not stand before one.
_SEQUENCE = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|[\xc4-\xdf][\x80-\x84\x86-\x90\x98-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SAMPLE_BYTES = 200_000
# What bytes without a zero or a byte order mark are not in, whatever their server says: with zeros, these are marked or
# refused; the rest are Python's codecs for host names, source code and tests, and one that no browser reads.
_NO_ENCODINGS = frozenset(
    "utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le "
    "idna punycode raw-unicode-escape undefined unicode-escape utf-7".split()
)


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a file, its line ends as newlines and without invisible controls.

    `declared` is the encoding that the source names of itself. Raises SourceError for what is empty, binary, or in
    an encoding that cannot be told.
    """
    if not data.strip():
        raise SourceError("It is empty; put the article's text into it, or remove it.")
    text = _text(data, declared)
    if len(_CONTROLS.findall(text[:_SAMPLE_BYTES])) > len(text[:_SAMPLE_BYTES]) // 100:
        raise SourceError("It holds binary data, not text; save the article as text in UTF-8.")
    text = tidy(text)
    if not text.strip():
        raise SourceError("It is empty; put the article's text into it, or remove it.")
    return text


def tidy(text: str) -> str:
    """The text with newlines as its only line ends, no invisible control characters, and no half of a character."""
    return _SURROGATES.sub("\ufffd", _DROPPED.sub("", _LINE_ENDS.sub("\n", text)))


def _text(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data:
        if _is_unmarked_utf16(data):
            raise SourceError("It is UTF-16 without the byte order mark that says so; save it as UTF-8.")
        raise SourceError("It holds binary data, not text; save the article as text in UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise SourceError(
                f"It is UTF-8 but damaged at byte {error.start}; mend that byte, or save it again as UTF-8."
            ) from error
    for encoding in (declared, _guessed(data)):
        try:
            if codecs.lookup(encoding or "utf-8").name not in _NO_ENCODINGS:
                return data.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    raise SourceError("Its encoding cannot be told, or it is no text at all; save it as UTF-8.")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"It starts as {encoding.upper()} but is damaged at byte {error.start}; save it again as UTF-8."
        ) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the characters beyond ASCII are UTF-8 with a few stray bytes: read in another encoding, each of them
    would be shown as two or three wrong letters.
    """
    strays = sum("\udc80" <= character <= "\udcff" for character in data.decode("utf-8", "surrogateescape"))
    return len(_SEQUENCE.findall(data)) >= strays


def _is_unmarked_utf16(data: bytes) -> bool:
    """Whether every other byte is zero, as in English text."""
    sample = data[:_SAMPLE_BYTES]
    zeros = sorted((sample[::2].count(0), sample[1::2].count(0)))
    return zeros[1] > 0.4 * len(sample) / 2 and zeros[0] < 0.05 * len(sample) / 2


def _guessed(data: bytes) -> str | None:
    """Windows-1252 for ASCII with some Western signs and letters; else what charset-normalizer finds."""
    sample = data[:_SAMPLE_BYTES]
    ascii_share = sum(byte < 0x80 for byte in sample) / len(sample)
    if ascii_share >= 0.85 and _WESTERN.fullmatch(sample):
        return "windows-1252"
    best = from_bytes(sample).best()
    return None if best is None or best.chaos > 0.1 else best.encoding
