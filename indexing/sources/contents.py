"""What a document of the web is: an article in some format, or a list of articles."""

import codecs
import re
from urllib.parse import urlsplit

from indexing.errors import SourceError
from indexing.readers.formats import Format, format_of
from indexing.readers.surprises import surprises_told
from indexing.sources import feeds, sitemaps
from indexing.sources.listings import Listing
from indexing.sources.mapping import FieldMapping
from indexing.sources.replies import Reply

# What may stand before the first element of an XML document.
_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL
)
_FEEDS = {"rss", "feed", "rdf"}
_SITEMAPS = {"urlset", "sitemapindex"}
_FORMATS = {"html": Format.PAGE, "newsmessage": Format.NEWSML, "newsitem": Format.NEWSML}
_MEDIA = {
    "text/html": Format.PAGE,
    "application/xhtml+xml": Format.PAGE,
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.WORD,
    "text/markdown": Format.MARKDOWN,
    "application/json": Format.NINJS,
    "application/x-ndjson": Format.RECORDS,
    "application/jsonl": Format.RECORDS,
    "text/plain": Format.TEXT,
}
# What servers call files that they know nothing of.
_VAGUE = ("", "text/plain", "application/octet-stream", "application/zip", "binary/octet-stream")


@surprises_told()
def content(reply: Reply, mapping: FieldMapping | None) -> Listing | Format:
    """A list as it is read, or the format of an article: by what the document holds, then by its type and its name.

    Raises SourceError for what is neither.
    """
    root = _root(reply.data)
    if root in _FEEDS:
        return feeds.listing(reply)
    if root in _SITEMAPS:
        return sitemaps.listing(reply)
    if mapping and not root:
        return mapping.listing(reply)
    form = _FORMATS.get(root) or _form(reply)
    if form is None:
        raise SourceError(f"It is {reply.media or 'of no named type'}, which is not read; give another address.")
    return form


def _root(data: bytes) -> str:
    start = data[:20_000].removeprefix(codecs.BOM_UTF8)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    found = _ROOT.match(start)
    return found[1].decode("ascii", "replace").lower() if found else ""


def _form(reply: Reply) -> Format | None:
    if reply.data.startswith(b"%PDF-"):
        return Format.PDF
    named = format_of(urlsplit(reply.url).path.removesuffix(".gz"))
    return named if named and reply.media in _VAGUE else _MEDIA.get(reply.media)
