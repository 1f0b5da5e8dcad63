"""What of a page became its article and what did not, line by line of its source.

A sentence that stands in the page's own article element and was left out all the same is put back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import html

from indexing.cleaning.cuts import Cut, Reason
from indexing.cleaning.junk import Zone, reason
from indexing.cleaning.lines import Line, collapsed

_INVISIBLE = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "option", "textarea"}
_CHROME = {"nav", "header", "footer", "aside", "form", "figure", "figcaption", "button", "dialog", "table"}
_INLINE = set(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time "
    "tt u var wbr".split()
)
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|share|social|comments?|related|promo|promoted|newsletter|subscribe|cookie|consent|banner"
    r"|advert\w*|ads?|sponsor\w*|author|bio|byline|caption|credits?|footer|sidebar|recommend\w*|tags?|breadcrumbs?|hidden)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text of the page that no block element interrupts."""

    number: int
    text: str
    is_article: bool


def audited(tree: html.HtmlElement, extracted: Sequence[Line]) -> tuple[list[Line], list[Cut]]:
    """The extracted lines with the numbers of their source lines, and a cut for each other text of the page."""
    lines = list(extracted)
    places = {_key(line.text): index for index, line in reversed(list(enumerate(lines)))}
    whole = " ".join(places)
    cuts: list[Cut] = []
    missed: dict[int, list[Line]] = {}
    last = -1
    for run in _runs(tree):
        key = _key(run.text)
        if not key:
            continue
        if key in places:
            last = places[key]
            lines[last] = replace(lines[last], number=lines[last].number or run.number)
        elif key in whole:
            continue
        elif run.is_article and Line(0, run.text).is_sentence:
            missed.setdefault(last, []).append(Line(run.number, run.text))
        else:
            cuts.append(Cut(run.number, run.text, reason(Line(0, run.text), Zone.TOP) or Reason.SITE_CHROME))
    return _numbered(_merged(lines, missed)), cuts


def _merged(lines: Sequence[Line], missed: dict[int, list[Line]]) -> Iterator[Line]:
    yield from missed.get(-1, [])
    for index, line in enumerate(lines):
        yield line
        yield from missed.get(index, [])


def _numbered(lines: Iterator[Line]) -> list[Line]:
    """Each line numbered; where the page has it in another form, with the number of the one before."""
    found: list[Line] = []
    for line in lines:
        before = found[-1].number if found else 1
        found.append(line if line.number else replace(line, number=before))
    return found


def _runs(tree: html.HtmlElement) -> Iterator[_Run]:
    body = tree.find("body")
    held: list[str] = []
    number = 1

    def flush(is_article: bool) -> Iterator[_Run]:
        text = collapsed("".join(held).replace("\n", " "))
        held.clear()
        if text:
            yield _Run(number, text, is_article)

    def walk(element: html.HtmlElement, is_article: bool) -> Iterator[_Run]:
        nonlocal number
        if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
            return
        inline = element.tag in _INLINE
        if not inline:
            yield from flush(is_article)
            number = element.sourceline or number
        inside = _is_article(element, is_article)
        held.append(element.text or "")
        for child in element:
            yield from walk(child, inside)
            held.append(child.tail or "")
        if not inline:
            yield from flush(inside)

    if body is not None:
        yield from walk(body, False)


def _is_article(element: html.HtmlElement, is_article: bool) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _CHROME or _CHROME_NAMES.search(names) or element.get("hidden") is not None:
        return False
    return is_article or element.tag in ("article", "main") or element.get("itemprop") == "articleBody"


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
