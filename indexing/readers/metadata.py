"""What a page declares of itself: JSON-LD, meta elements, and times that are marked as the day of publication.

trafilatura's own dates are not used: it falls back on addresses and on whatever date the text holds.
"""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import html

from indexing.readers.fields import Declared
from indexing.readers.terms import genre

_METAS: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "application-name"),
    "authors": (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "citation_author",
        "byl",
    ),
    "published": (
        "article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish_date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.issued",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "og:published_time",
    ),
    "modified": (
        "article:modified_time",
        "datemodified",
        "lastmod",
        "last-modified",
        "dcterms.modified",
        "og:updated_time",
    ),
    "section": ("article:section", "parsely-section", "articlesection"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "language": ("og:locale", "content-language", "dc.language", "language"),
    "expires": ("article:expiration_time",),
}
_LINKED_DATA = {
    "title": "headline",
    "authors": "author",
    "publisher": "publisher",
    "published": "datePublished",
    "modified": "dateModified",
    "section": "articleSection",
    "url": "url",
    "language": "inLanguage",
    "correction": "correction",
    "expires": "expires",
    "genre": "genre",
}


def declared(tree: html.HtmlElement) -> Declared:
    """The fields that the page declares: JSON-LD first, then meta elements, then marked elements of the page."""
    found: dict[str, object] = {}
    for source in (_linked_data(tree), _metas(tree), _marked(tree)):
        for name, value in source.items():
            found.setdefault(name, value)
    return found


def _linked_data(tree: html.HtmlElement) -> dict[str, object]:
    for node in _nodes(tree):
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(str(name).endswith(("Article", "Posting")) for name in names):
            said = {field: _value(node.get(key)) for field, key in _LINKED_DATA.items()}
            said |= {"genre": genre([*names, said["genre"]]), "corrected": _corrected(node.get("correction"))}
            return {field: value for field, value in said.items() if value not in (None, "", [])}
    return {}


def _corrected(correction: object) -> object:
    """The day of a CorrectionComment."""
    return cast(Mapping[str, object], correction).get("datePublished") if isinstance(correction, dict) else None


def _nodes(tree: html.HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data: object = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flat(data)


def _flat(data: object) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        for one in cast(list[object], data):
            yield from _flat(one)
    elif isinstance(data, dict):
        node = cast(dict[str, object], data)
        yield node
        yield from _flat(node.get("@graph"))


def _value(value: object) -> object:
    """A name where JSON-LD gives a thing with a name; a list stays one."""
    match value:
        case {"name": name}:
            return name
        case {"text": str(text)}:  # a CorrectionComment
            return text
        case list():
            names = [_value(one) for one in cast(list[object], value)]
            return [name for name in names if isinstance(name, str)]
        case str():
            return value
        case _:
            return None


def _metas(tree: html.HtmlElement) -> dict[str, object]:
    given: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if content:
            given.setdefault(name.strip().lower(), []).append(content)
    found: dict[str, object] = {}
    for field, names in _METAS.items():
        values = next((given[name] for name in names if name in given), [])
        values = [value for value in values if field != "authors" or not value.startswith(("http://", "https://", "@"))]
        if values:
            found[field] = values if field == "authors" else values[0]
    return found


def _marked(tree: html.HtmlElement) -> dict[str, object]:
    """Elements that say what they are: `<time pubdate>`, itemprop, rel=author, rel=canonical, one h1, the title."""
    found: dict[str, object] = {
        "published": _first(
            tree, "//time[@pubdate or @itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        ),
        "modified": _first(tree, "//time[@itemprop='dateModified']/@datetime"),
        "authors": _all(
            tree, "//*[@itemprop='author']//*[@itemprop='name'] | //a[@rel='author'] | //*[@itemprop='author'][not(*)]"
        ),
        "url": _first(tree, "//link[@rel='canonical']/@href"),
        "title": _headline(tree),
        "language": _first(tree, "/html/@lang"),
    }
    return {name: value for name, value in found.items() if value}


def _headline(tree: html.HtmlElement) -> str | None:
    """The only first-level heading, else what stands in the title element."""
    headings = _all(tree, "//h1")
    return headings[0] if len(headings) == 1 else next(iter(_all(tree, "//head/title")), None)


def _first(tree: html.HtmlElement, path: str) -> str | None:
    return next((str(value) for value in tree.xpath(path)), None)


def _all(tree: html.HtmlElement, path: str) -> list[str]:
    texts = [" ".join(element.text_content().split()) for element in tree.xpath(path)]
    return list(dict.fromkeys(text for text in texts if text))
