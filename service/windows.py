"""What can stand in an answer: a sentence of a passage, or one with the sentence that it leans on. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexing.articles import Passage
from indexing.splitting import sentences

# A sentence and the one before it, together at most this long: two usual sentences of news.
LONGEST_PAIR = 420
_FEWEST_WORDS = 4
_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
# "It", "The move", "But he": what these mean stands in the sentence before.
_LEANS = re.compile(
    r"[\"“‘']?(?:(?:but|and|so|yet|however|instead|still|then|also|meanwhile|that said),?\s+)?"
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|there|such|both|another|others|"
    r"the (?:show|film|movie|group|company|move|plan|proposal|decision|announcement|pair|couple|team|agency|"
    r"latter|former|two|three|law|bill|song|book|award|incident|man|woman|star|singer|actor|country|city))\b"
    r"|[\"“‘']?(?:but|and|so|yet|however|instead)\b",
    re.IGNORECASE,
)
# Words to a machine, not to a reader: orders to forget instructions, or what an assistant has to say.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|prompts?|guidelines|rules above)\b"
    r"|\b(?:AI|A\.I\.|language models?|LLMs?|chat\s?bots?|assistants?)\b[^.]{0,60}"
    r"\b(?:should|must|shall|are to|please|need to)\b[^.]{0,30}"
    r"\b(?:say|respond|reply|answer|output|tell|state|recommend|write|mention|cite|summari[sz]e|ignore|include)\b"
    r"|^\W*(?:system|assistant|user)(?: prompt| message)?\s*:"
    r"|\byou are (?:now )?an? (?:AI|assistant|chatbot|language model)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Window:
    """`text` stands at `start:end` of the article; `lead` is the question before it that it replies to, if any."""

    start: int
    end: int
    text: str
    lead: str | None = None


def windows(passage: Passage) -> Iterator[Window]:
    """The windows of a passage, in order. Questions, scraps and words addressed to a machine are none."""
    text = passage.text
    lead = passage.heading if passage.heading and asks(passage.heading) else None
    before: int | None = None
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if asks(sentence):
            lead, before = sentence, None
            continue
        if addresses_machine(sentence) or len(sentence.split()) < _FEWEST_WORDS:
            before = None
            continue
        joined = before is not None and leans(sentence) and span.end - before <= LONGEST_PAIR
        start = before if joined and before is not None else span.start
        yield Window(passage.start + start, passage.start + span.end, text[start : span.end], lead)
        before = span.start


def asks(sentence: str) -> bool:
    """Whether it is a question."""
    return _QUESTION.search(sentence) is not None


def leans(sentence: str) -> bool:
    """Whether it opens with a word whose meaning stands in the sentence before."""
    return _LEANS.match(sentence) is not None


def addresses_machine(sentence: str) -> bool:
    """Whether it gives orders to a program that reads it. Such a sentence is data, and no answer to anything."""
    return _TO_A_MACHINE.search(sentence) is not None
