"""Reading what a chat model wrote: sentences and the passage numbers after them, out of whatever surrounds them."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from indexing.splitting import sentences

LARGEST_REPLY = 20_000
# Characters; what runs on for longer is no sentence, and slow to check.
LONGEST_SENTENCE = 1_000
_SHORTEST_STRING = 25
# The share of a sentence's runs of three words that stand in it for the first time.
_NEW = 0.75
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.IGNORECASE | re.DOTALL)
_FENCE = re.compile(r"^[ \t]*```.*$", re.MULTILINE)
# What opens and never closes takes the rest with it, as in a browser.
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|</?[a-z!][^<>]*>", re.IGNORECASE | re.DOTALL)
_JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_NUMBERS = r"\d{1,4}(?:\s*(?:[,;&]|and)\s*\d{1,4})*"
_MARKER = re.compile(
    rf"\s*[\[【]\s*\^?(?:(?:passages?|sources?|articles?|refs?)\.?\s*)?#?({_NUMBERS})(?:†[^\]】]*)?\s*[\]】]"
    rf"|\s*\((?:passages?|sources?)\s+({_NUMBERS})\)",
    re.IGNORECASE,
)
_MARKERS_AFTER_STOP = re.compile(rf"(?<![.!?])([.!?]+[\"”’']?)((?:{_MARKER.pattern})+)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:sure|certainly|of course|okay|ok)[,.!]\s*)?(?:(?:according to|based on|as stated in|from) (?:the )?"
    r"(?:(?:provided|given|above) )?(?:passages?|articles?|sources?|information|text|context)(?: provided| above)?"
    r"(?:\s*#?\d{1,3})?\s*[,:]\s*)?",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"^the (?:articles?|passages?) (?:do|does)(?: not|n[’']t) (?:say|answer)\b", re.IGNORECASE)
_REFUSES_LOOSELY = re.compile(
    r"\b(?:articles?|passages?|sources?|texts?|context|documents?|information)\b.{0,40}"
    r"\b(?:do|does|did|is|are)(?: not|n[’']t)\b.{0,40}"
    r"\b(?:say|mention|contain|provide|answer|state|specify|include|available|address|enough|sufficient)"
    r"|\bno (?:information|answer|mention)\b.{0,60}\b(?:articles?|passages?|sources?|text|context|provided|found)\b"
    r"|^(?:i(?:[’']m| am)? )?(?:sorry|(?:do not|don[’']t) know|(?:cannot|can[’']t) (?:answer|say)|unable to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reply without its markers, and the numbers that these held."""

    text: str
    cited: tuple[int, ...]


def sentences_of(reply: str) -> Iterator[Sentence]:
    """The sentences of a reply. Thinking, code fences, tags, list marks, questions and politeness are left out."""
    for line in _prose(reply[:LARGEST_REPLY]).splitlines():
        plain = _LEAD.sub("", _without_marks(line), count=1).strip()
        if plain.endswith(":") and not _MARKER.search(plain):
            continue
        closed = _MARKERS_AFTER_STOP.sub(r"\2\1", plain)
        yield from _of_line(closed if closed.endswith((".", "!", "?", "”", '"')) else f"{closed}.")


def is_refusal(sentence: str, *, cited: bool) -> bool:
    """Whether the sentence says that the articles do not answer; one with a citation must use the words asked for."""
    return bool(_REFUSES.search(sentence)) or (not cited and bool(_REFUSES_LOOSELY.search(sentence)))


def _of_line(line: str) -> Iterator[Sentence]:
    for span in sentences(line):
        said = line[span.start : span.end]
        cited = tuple(
            int(number)
            for match in _MARKER.finditer(said)
            for number in re.findall(r"\d+", match.group(1) or match.group(2))
        )
        text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKER.sub("", said).split()))
        if len(text) <= LONGEST_SENTENCE and _says_something(text) and not text.endswith("?"):
            yield Sentence(f"{text[0].upper()}{text[1:]}", tuple(dict.fromkeys(cited)))


def _says_something(text: str) -> bool:
    """Whether these are three words or more that do not go round in circles, as those of a model in a loop do."""
    told = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    threes = list(zip(told, told[1:], told[2:], strict=False))
    return bool(threes) and len(set(threes)) >= _NEW * len(threes)


def _prose(reply: str) -> str:
    """The reply as plain lines: JSON gives its longer strings, markup its text."""
    plain = _FENCE.sub("", _THINKING.sub("", reply)).strip()
    if plain.startswith(("{", "[{", '["')):
        try:
            plain = "\n".join(_strings(json.loads(plain)))
        except (ValueError, RecursionError):
            # JSON that broke off: its whole strings, but for the short ones, which are mostly names of fields.
            whole = (found[1] for found in _JSON_STRING.finditer(plain) if found[2])
            plain = "\n".join(text for text in whole if len(text) >= _SHORTEST_STRING)
    return _printable(html.unescape(_TAG.sub(" ", plain)))


def _printable(text: str) -> str:
    """The text without characters that are not seen: they hide words from a check, or change what a reader sees."""
    return "".join(_seen(character) for character in text)


def _seen(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return "\n" if character in "\r\n" else " "
        case "Cf" | "Cs" | "Co" | "Cn":
            return ""
        case _:
            return character


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _strings(part)
        case list():
            for part in value:
                yield from _strings(part)
        case _:
            return


def _without_marks(line: str) -> str:
    """A line without list and heading marks, emphasis and a leading "Answer:"."""
    bare = re.sub(r"\*\*|__|`", "", line)
    bare = re.sub(r"^\s*(?:[-*+•–>#]+\s+|\d{1,2}[.)]\s+)+", "", bare)
    return re.sub(r"^\s*(?:(?:final |short )?answer|response|a)\s*:\s*", "", bare, flags=re.IGNORECASE)
