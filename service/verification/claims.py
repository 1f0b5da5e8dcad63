"""Text -> the claims in it that can be checked against articles, each where it stands. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexing.blocks import Span
from indexing.sentences import sentences
from service.wording import words

# A quotation may run over so many sentences; then it is one claim, since its words stand together or not at all.
_LONGEST_QUOTATION = 6
_FEWEST_CONTENT_WORDS = 2
_MOST_WORDS_OF_HEADING = 14
_CLOSED = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
# What speaks to the reader, or of the answer itself, and says nothing that an article could.
_NO_CLAIM = re.compile(
    r"^(?:hi|hello|dear|thanks?(?: you)?|welcome|sure|certainly|of course|please|let (?:me|us)|read more|see also"
    r"|(?:i|we) (?:hope|think|believe|suggest|recommend|cannot|can[’']t|don[’']t)|here (?:is|are)"
    r"|share this|subscribe)\b"
    r"|^(?:the )?(?:articles?|passages?|sources?|texts?) (?:do|does|did)(?: not|n[’']t) "
    r"(?:say|mention|answer|contain)\b",
    re.IGNORECASE,
)
# "According to the articles, ..." says where a claim is from; what follows is the claim.
_FRAME = re.compile(
    r"(?:(?:according to|based on|as (?:stated|reported|described) (?:in|by)|in) (?:the|these|those|your|our) "
    r"(?:(?:provided|given|sample|available) )?(?:articles?|passages?|sources?|texts?|documents?|reporting|coverage)"
    r"(?: provided| above| below)?\s*,\s*"
    r"|the (?:articles?|passages?|sources?|reports?) (?:say|state|report|note|mention|add)s? that\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A check-worthy statement: `text` stands at `start:end` of the text that it was found in."""

    start: int
    end: int
    text: str


def claims(text: str) -> Iterator[Claim]:
    """The claims of a text, in order: its sentences without headings, list marks, questions, greetings and refusals.

    A frame such as "According to the articles," is left out of the claim that it opens, and the sentences of one
    quotation are one claim.
    """
    for span in _whole_quotations(text, sentences(text)):
        framed = _FRAME.match(text, span.start, span.end)
        start = framed.end() if framed else span.start
        said = text[start : span.end]
        if said.strip() and _is_claim(said) and not _is_heading(text, span):
            yield Claim(start, span.end, said)


def _is_claim(said: str) -> bool:
    if _QUESTION.search(said) or _NO_CLAIM.search(said):
        return False
    return sum(word.carries_content for word in words(said)) >= _FEWEST_CONTENT_WORDS


def _is_heading(text: str, span: Span) -> bool:
    """Whether a short line without a full stop stands alone above a paragraph, as headings do in plain text."""
    said = text[span.start : span.end]
    alone = not text[: span.start].strip(" \t\r") or text[: span.start].rstrip(" \t\r").endswith("\n\n")
    above = text[span.end :].lstrip(" \t\r").startswith("\n") and bool(text[span.end :].strip())
    return alone and above and len(said.split()) <= _MOST_WORDS_OF_HEADING and not _CLOSED.search(said)


def _whole_quotations(text: str, spans: list[Span]) -> Iterator[Span]:
    held: Span | None = None
    taken = 0
    for span in spans:
        held, taken = (Span(held.start, span.end), taken + 1) if held else (span, 1)
        if taken >= _LONGEST_QUOTATION or not _opens_quotation(text[held.start : held.end]):
            yield held
            held = None
    if held:
        yield held


def _opens_quotation(said: str) -> bool:
    """Whether a quotation is still open at the end. A paragraph break closes it."""
    if "\n\n" in said:
        return False
    return said.count("“") > said.count("”") or said.count('"') % 2 == 1
