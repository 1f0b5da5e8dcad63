"""Reading what a chat model writes: sentences and the passage numbers after them, out of whatever surrounds them.

A reply comes in pieces, and a sentence is read as soon as nothing that may follow can change it. The whole is read anew
with each piece, so a reply in pieces says what the same reply at once says.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexing.sentences import sentences
from service.drafting.settling import settled
from service.models.events import CutOff
from service.models.reply import finished

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
# What may yet become a tag or a character reference.
_OPEN_TAG = re.compile(r"</?(?:[a-z!][^<>]*)?\Z", re.IGNORECASE)
_OPEN_ENTITY = re.compile(r"&#?\w*\Z")
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
# "The answer to this question is yes." rests on the question, and any article that says "yes" seems to bear it out.
_ABOUT_ITSELF = re.compile(r"^(?:so,? )?(?:the|my) (?:\w+ )?answer\b.*\b(?:yes|no)\b\W*$", re.IGNORECASE)
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


def sentences_of(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a reply. Thinking, code fences, tags, list marks, questions and politeness are left out.

    Of a reply that was cut off, the last sentence is left out too. Raises as `pieces` do, CutOff where nothing is left.
    """
    reply, told = "", 0
    try:
        for piece in pieces:
            reply = f"{reply}{piece}"[:LARGEST_REPLY]
            for sentence in list(_sentences(reply, ended=False))[told:]:
                told += 1
                yield sentence
            if len(reply) == LARGEST_REPLY:
                break
    except CutOff:
        reply = finished(reply)
    yield from list(_sentences(reply, ended=True))[told:]


def is_refusal(sentence: str, *, cited: bool) -> bool:
    """Whether the sentence says that the articles do not answer; one with a citation must use the words asked for."""
    return bool(_REFUSES.search(sentence)) or (not cited and bool(_REFUSES_LOOSELY.search(sentence)))


def _sentences(reply: str, *, ended: bool) -> Iterator[Sentence]:
    """The sentences of a reply, or of its beginning those that stay as they are however it goes on."""
    for whole in _prose(reply, ended=ended).splitlines(keepends=True):
        (line,) = whole.splitlines()
        plain = _LEAD.sub("", _without_marks(line), count=1).strip()
        complete = ended or line != whole
        for said in _of_line(plain) if complete else _of_beginning(plain):
            yield from _read(said)


def _of_line(plain: str) -> list[str]:
    """The sentences of a line, but for one that only announces the next line, and one before it that leads to that."""
    closed = _MARKERS_AFTER_STOP.sub(r"\2\1", plain)
    whole = closed if closed.endswith((".", "!", "?", "”", '"')) else f"{closed}."
    said = [whole[span.start : span.end] for span in sentences(whole)]
    if plain.endswith(":") and said and not _MARKER.search(said[-1]):
        del said[-1]
        if said and _may_lead(said[-1]):
            del said[-1]
    return said


def _of_beginning(plain: str) -> list[str]:
    """Of a line that goes on, the sentences that stay; the last of them may yet lead to an announcement."""
    closed = _MARKERS_AFTER_STOP.sub(r"\2\1", plain)
    said = [closed[span.start : span.end] for span in settled(closed)]
    return said[:-1] if said and _may_lead(said[-1]) else said


def _may_lead(said: str) -> bool:
    """Whether the sentence may only lead to an announcement: it cites nothing, and does not refuse."""
    return not _MARKER.search(said) and not is_refusal(said, cited=False)


def _read(said: str) -> Iterator[Sentence]:
    """The sentence without its markers, if it is one that can be checked."""
    markers = (match.group(1) or match.group(2) for match in _MARKER.finditer(said))
    cited = tuple(int(number) for marker in markers for number in re.findall(r"\d+", marker))
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKER.sub("", said).split()))
    if (
        len(text) <= LONGEST_SENTENCE
        and _says_something(text)
        and not text.endswith("?")
        and not _ABOUT_ITSELF.search(text)
    ):
        yield Sentence(f"{text[0].upper()}{text[1:]}", tuple(dict.fromkeys(cited)))


def _says_something(text: str) -> bool:
    """Whether these are three words or more that do not go round in circles, as those of a model in a loop do."""
    told = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    threes = list(zip(told, told[1:], told[2:], strict=False))
    return bool(threes) and len(set(threes)) >= _NEW * len(threes)


def _prose(reply: str, *, ended: bool) -> str:
    """The reply as plain lines: JSON gives its longer strings, once it is whole, markup its text."""
    plain = _FENCE.sub("", _THINKING.sub("", reply)).lstrip()
    if plain.startswith(("{", "[{", '["')):
        plain = _of_json(plain) if ended else ""
    if not ended:
        plain = _OPEN_TAG.sub("", plain)
    text = _TAG.sub(" ", plain)
    return _printable(html.unescape(text if ended else _OPEN_ENTITY.sub("", text)))


def _of_json(plain: str) -> str:
    try:
        return "\n".join(_strings(json.loads(plain)))
    except (ValueError, RecursionError):
        # JSON that broke off: its whole strings, but for the short ones, which are mostly names of fields.
        whole = (found[1] for found in _JSON_STRING.finditer(plain) if found[2])
        return "\n".join(text for text in whole if len(text) >= _SHORTEST_STRING)


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
