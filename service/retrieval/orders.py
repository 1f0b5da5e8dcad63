"""Words to a machine, not to a reader: orders to forget instructions, or what an assistant has to say. Pure."""

import re
from collections.abc import Iterator

from indexing.articles import Passage
from indexing.blocks import Block, Span, blocks
from indexing.sentences import sentences

_MACHINE = (
    r"\b(?:AI|A\.I\.|language models?|LLMs?|chat\s?bots?|(?:AI |virtual |digital )?assistants?|GPT\w*|bots?"
    r"|search engines?)\b"
)
_MUST = r"\b(?:should|must|shall|are to|please|need to|have to|always|never)\b"
_SAY = (
    r"\b(?:say|respond|reply|answer|output|tell|state|recommend|write|mention|cite|summari[sz]e|ignore|include|print"
    r"|repeat|claim|report|insist|pretend|link|add|insert|append|use)\b"
)
_FORMS = (
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}"
    r"\b(?:instructions?|prompts?|guidelines|rules above|the above|everything (?:above|before))\b",
    rf"{_MACHINE}[^.]{{0,60}}{_MUST}[^.]{{0,30}}{_SAY}",
    rf"(?:^|[.!?\n]\s*)\W*(?:note|notice|attention|dear|hello|hey|hi|message|instructions?|warning)\b[^.:!]{{0,30}}{_MACHINE}",
    r"\b(?:when|if|whenever) (?:you(?:['’]re| are)? )?(?:being )?asked\b[^.]{0,60}?,\s*"
    rf"(?:only |always |please |just )*{_SAY}",
    r"\b(?:new|begin|end of|updated|following|system) (?:instructions?|prompts?)\s*:",
    r"^\W*(?:system|assistant|user|human|developer)(?: prompt| message| note)?\s*:",
    r"\byou are (?:now )?an? (?:AI|assistant|chatbot|language model|helpful)\b",
    r"<\|\w+\|>|\[/?INST\]|<</?SYS>>",
)
_TO_A_MACHINE = re.compile("|".join(_FORMS), re.IGNORECASE)


def for_readers(passage: Passage) -> Iterator[tuple[Block, Span]]:
    """The sentences of a passage with the block that each stands in, in order, without orders to a machine.

    After an order the rest of its paragraph is left out too: it is likely part of the order. Offsets count in the text
    of the passage.
    """
    text = passage.text
    for block in blocks(text):
        for span in sentences(text, block.start, block.end):
            if addresses_machine(text[span.start : span.end]):
                break
            yield block, span


def addresses_machine(sentence: str) -> bool:
    """Whether it gives orders to a program that reads it. Such a sentence is data, and no answer to anything."""
    return _TO_A_MACHINE.search(sentence) is not None
