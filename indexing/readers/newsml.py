"""NewsML-G2 of the IPTC: news items alone or in a news message, their text as NITF, XHTML or plain."""

from collections.abc import Iterator

from indexing.errors import NotRead
from indexing.readers.agency import Item, results
from indexing.readers.readings import Result
from indexing.readers.xml import Element, as_html, first, local, named, root

# The headings of NITF that HTML has under other names.
_NITF = {"hl1": "h1", "hl2": "h2", "block": "div", "body.content": "div"}


def read(origin: str, data: bytes) -> Iterator[Result]:
    """The articles of a document. Raises SourceError where it is damaged or of another kind."""
    top = root(data)
    if local(top) not in ("newsMessage", "newsItem"):
        raise NotRead("It is XML, but no NewsML-G2; have it sent as that.")
    yield from results(origin, (_item(item) for item in _items(top) if item.get("guid") and _is_text(item)))


def _items(element: Element) -> Iterator[Element]:
    """The items, none of which stands in another."""
    if local(element) == "newsItem":
        yield element
    else:
        for below in element:
            yield from _items(below)


def _is_text(item: Element) -> bool:
    """Items of pictures, sound and video stand beside those of text in a message."""
    kind = next((element.get("qcode", "") for element in named(item, "itemClass")), "text").rpartition(":")[2]
    return kind in ("text", "composite")


def _item(item: Element) -> Item:
    meta, content = (next(named(item, name), item) for name in ("itemMeta", "contentMeta"))
    status = next((element.get("qcode", "") for element in named(meta, "pubStatus")), "usable")
    body = next((element for name in ("inlineXML", "inlineData") for element in named(item, name)), None)
    version = item.get("version", "")
    return Item(
        name=item.get("guid", "").strip(),
        version=int(version) if version.isdecimal() else 0,
        created=first(meta, "versionCreated") or "",
        said={name: value for name, value in _said(item, meta, content).items() if value},
        markup=None if body is None or _is_plain(body) else _markup(body),
        text="".join(body.itertext()) if body is not None and _is_plain(body) else None,
        status=status.rpartition(":")[2],
    )


def _said(item: Element, meta: Element, content: Element) -> dict[str, object]:
    language = next((element.get("tag") for element in named(content, "language")), None)
    return {
        "title": first(content, "headline") or first(meta, "title"),
        "authors": first(content, "by") or first(content, "creator", "name"),
        "publisher": first(meta, "provider", "name") or first(item, "copyrightHolder", "name"),
        "published": first(content, "contentCreated") or first(meta, "firstCreated"),
        "modified": first(content, "contentModified") or first(meta, "versionCreated"),
        "section": first(content, "subject", "name"),
        "language": language,
        "genre": [*(one.get("qcode", "") for one in named(content, "genre")), first(content, "genre", "name")],
        "embargo": first(meta, "embargoed"),
        "expires": first(item, "rightsInfo", "expires") or first(meta, "expires"),
    }


def _is_plain(body: Element) -> bool:
    return local(body) == "inlineData" and "html" not in body.get("contenttype", "text/plain")


def _markup(body: Element) -> str:
    """The text as HTML. Of NITF and XHTML only the body counts: what stands before it repeats the item's fields."""
    if local(body) == "inlineData":
        return "".join(body.itertext())
    inner = next((element for name in ("body.content", "body") for element in named(body, name)), body)
    for element in inner.iter():
        if name := local(element):
            element.tag = _NITF.get(name, name)
    return as_html(inner)
