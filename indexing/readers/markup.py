"""Markdown and plain text into lines: markers, emphasis and links give way to the words that they mark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexing.blocks import Kind
from indexing.cleaning.cuts import Cut, Reason
from indexing.cleaning.lines import Line, collapsed
from indexing.readers.wrapping import unwrapped

# Beyond this length a line is data rather than prose, and its inline markup is left as it is.
_LONGEST_MARKED_LINE = 50_000
_INLINE_MARKS = re.compile(r"[*_`\[\]<>&\\!~]")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<text>(?:(?!\1).)+)(?<=\S)\1")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INVISIBLE_ELEMENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The lines of a source, and the images that stood among them."""

    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...]


def parse(text: str, *, plain: bool, offset: int = 0) -> Parsed:
    """The lines of Markdown, or of plain text that may use some of it. `offset` lines of the source come before."""
    cuts: list[Cut] = []
    lines: list[Line] = []
    for line in _blocks(_markdown(plain).parse(text), text.split("\n"), plain):
        words, images = _words(line.text, plain)
        cuts += [Cut(line.number + offset, image, Reason.IMAGE_RESIDUE) for image in images]
        if words.strip():
            lines.append(_as_heading(line, replace(line, number=line.number + offset, text=words)))
    return Parsed(tuple(lines), tuple(cuts))


@cache
def _markdown(plain: bool) -> MarkdownIt:
    """Without the inline rule, which runs later, line by line. Plain text has no indented code and no raw HTML."""
    parser = MarkdownIt("commonmark").disable("inline")
    if plain:
        return parser.disable(["code", "fence", "reference", "html_block", "html_inline", "autolink", "escape"])
    return parser.enable("table")


def _blocks(tokens: Sequence[Token], source: Sequence[str], plain: bool) -> Iterator[Line]:
    """The lines of each block. Only the first line of a list item carries its marker; a table row is one line."""
    marker = ""
    cells: list[str] | None = None
    level = 0
    underlined = False
    start = 1
    for token in tokens:
        start = token.map[0] + 1 if token.map else start
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
                underlined = not token.markup.startswith("#")
            case "heading_close":
                level = 0
            case "list_item_open":
                marker = f"{token.info}{token.markup} " if token.info else "- "
            case "list_item_close":
                marker = ""
            case "tr_open":
                cells = []
            case "tr_close":
                yield Line(start, " | ".join(cell for cell in cells or [] if cell), Kind.ITEM)
                cells = None
            case "inline" if cells is not None:
                cells.append(token.content.strip())
            case "inline" if level and _is_heading(token.content.strip(), underlined):
                yield Line(start, token.content, Kind.HEADING, level)
            case "inline" if marker:
                rows = source[start - 1 : start + token.content.count("\n")]
                yield from _block_lines(_hanging(token.content, rows), start, marker, plain)
                marker = ""
            case "inline" if token.content.strip():
                yield from _block_lines(token.content, start, "", plain)
            case "fence" | "code_block":
                yield from _block_lines(token.content, start + (token.type == "fence"), "", plain)
            case "html_block":
                yield from _block_lines(_untagged(token.content), start, "", plain)
            case _:
                pass


def _block_lines(content: str, start: int, marker: str, plain: bool) -> Iterator[Line]:
    rows = [(start + index, row) for index, row in enumerate(content.split("\n"))]
    for number, row in unwrapped(rows, markdown=not plain):
        yield Line(number, row, Kind.ITEM if marker else Kind.PARAGRAPH, 0, marker)
        marker = ""


def _hanging(content: str, source: Sequence[str]) -> str:
    """The content of a list item with its indented rows joined: these go on with the item, others may not."""
    joined = ""
    for row, raw in zip(content.split("\n"), source, strict=False):
        joined += row if not joined else f" {row}" if raw[:1] in " \t" else f"\n{row}"
    return joined


def _is_heading(content: str, underlined: bool) -> bool:
    """A paragraph above a row of dashes is underlined by accident, and no heading is a paragraph long."""
    if underlined:
        return "\n" not in content and len(content) <= 120 and content[-1] not in ".;,"
    return len(content) <= 300


def _as_heading(source: Line, line: Line) -> Line:
    """A line that is bold as a whole and no sentence is a heading; "**Q: ...**" is a question."""
    if line.kind is not Kind.PARAGRAPH:
        return line
    bold = _BOLD.fullmatch(source.text.strip())
    title = collapsed(line.text)
    if bold is None or len(title) > 120 or title[-1] in ".;," or re.match(r"[QA]\d*[:.]\s", title):
        return line
    return replace(line, kind=Kind.HEADING, level=3)


def _words(text: str, plain: bool) -> tuple[str, list[str]]:
    """The words of one line, and the images in it."""
    if not _INLINE_MARKS.search(text) or len(text) > _LONGEST_MARKED_LINE:
        return text, []
    parts: list[str] = []
    images: list[str] = []
    for token in _inline(text, plain):
        match token.type:
            case "text" | "code_inline" | "text_special":
                parts.append(token.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "html_inline" if re.match(r"<(br|img)\b", token.content, re.IGNORECASE):
                parts.append(" ")
            case "image":
                images.append(f"![{token.content}]({token.attrs.get('src', '')})")
            case _:
                pass
    return "".join(parts), images


def _inline(text: str, plain: bool) -> list[Token]:
    parser = _markdown(plain)
    tokens: list[Token] = []
    parser.inline.parse(text, parser, {}, tokens)
    return tokens


def _untagged(html: str) -> str:
    # Behind the last end of a comment each of its beginnings would be followed to the end of the text.
    head, end, rest = _INVISIBLE_ELEMENT.sub("", html).rpartition("-->")
    return _TAG.sub(" ", _COMMENT.sub(" ", head + end) + rest)
