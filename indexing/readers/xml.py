"""XML from elsewhere: no entity is resolved, nothing else is loaded, and no tree grows beyond its text."""

from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from indexing.errors import SourceError

Element = Any  # lxml ships no types for its elements


def root(data: bytes) -> Element:
    """The root of a document. Raises SourceError where it is no XML, or declares entities of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        top = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("It is not XML that can be read: it is damaged; have it mended.") from error
    if top.getroottree().docinfo.internalDTD is not None and top.getroottree().docinfo.internalDTD.entities():
        raise SourceError("Its XML declares entities of its own, which may be made to grow; leave them out.")
    return top


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def named(element: Element, name: str) -> Iterator[Element]:
    """The elements below that have this name, in order."""
    return (below for below in element.iter() if local(below) == name)


def first(element: Element, *path: str) -> str | None:
    """The text of the first element that each name leads to, by any number of steps; None where there is none."""
    for name in path:
        element = next((below for below in named(element, name)), None)
        if element is None:
            return None
    return " ".join("".join(element.itertext()).split()) or None


def as_html(element: Element) -> str:
    """An element and what is below it as HTML, without the namespaces that they had."""
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
