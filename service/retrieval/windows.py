"""What can stand in an answer: a sentence of a passage, or one with the sentence that it leans on. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexing.articles import Passage
from indexing.blocks import Block, Kind, Span
from indexing.copies import in_a_row, undated
from indexing.search import Hit
from service.retrieval.orders import addresses_machine, for_readers
from service.wording import content, stem

# A sentence and the one before it, together at most this long: two usual sentences of news.
LONGEST_PAIR = 420
_FEWEST_WORDS = 4
_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
# "It", "The move", "But he", "According to these": what these mean stands in the sentence before.
_LEANS = re.compile(
    r"[\"“‘']?(?:(?:but|and|so|yet|however|instead|still|then|also|meanwhile|that said),?\s+)?"
    r"(?:(?:according to|among|at|after|before|because of|besides|by|despite|during|for|from|in|of|on|since|to|under"
    r"|with) (?:this|these|those|his|her|its|their|them|him)"
    r"|he|she|it|they|this|that|these|those|his|her|its|their|there|such|both|another|others|"
    r"the (?:show|film|movie|group|company|move|plan|proposal|decision|announcement|pair|couple|team|agency|"
    r"latter|former|two|three|law|bill|song|book|award|incident|man|woman|star|singer|actor|country|city))\b"
    r"|[\"“‘']?(?:but|and|so|yet|however|instead)\b",
    re.IGNORECASE,
)
# "It is clear that" and "it is hard to" lean on nothing, "it is understood to" does.
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| has been| remains| seems| may be| will be)(?: \w+){0,3}? (?:that|how|whether|who)\b"
    r"|it(?:['’]s| is| was| may be| will be| would be) (?:not |very |too |also )?"
    r"(?:hard|difficult|easy|important|(?:im)?possible|likely|interesting|necessary|time|worth)\b",
    re.IGNORECASE,
)
# "The concession" after a sentence that speaks of one.
_RESUMES = re.compile(r"[\"“‘']?(?:the|such|both|each) (\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """`text` stands at `start:end` of the article; `lead` is the question that it replies to, or what announces it."""

    start: int
    end: int
    text: str
    lead: str | None = None


def all_windows(found: Sequence[Hit]) -> Iterator[tuple[Hit, Window]]:
    """The windows of the hits; of a story what one article says to the letter is read there, and has one vote."""
    first: dict[tuple[int, str], str] = {}
    for hit in found:
        for window in windows(hit.passage):
            article = hit.passage.article_id
            if hit.story is None or first.setdefault((hit.story, _words(window)), article) == article:
                yield hit, window


def _words(window: Window) -> str:
    return in_a_row(undated(window.text))


# About 2 kB each; the passages of much read articles are looked through for every question.
@lru_cache(maxsize=4096)
def windows(passage: Passage) -> tuple[Window, ...]:
    """The windows of a passage, in order. Questions, scraps, what ends on a colon and orders to a machine are none."""
    return tuple(_windows(passage))


def _windows(passage: Passage) -> Iterator[Window]:
    text = passage.text
    lead = passage.heading if passage.heading and asks(passage.heading) else None
    before: Span | None = None
    within: Block | None = None
    for block, span in for_readers(passage):
        if block is not within and block.kind is Kind.ITEM:
            before = None
        within = block
        sentence = text[span.start : span.end]
        if asks(sentence) or sentence.endswith(":"):
            # What it asks or announces follows, and says little without it.
            lead, before = sentence, None
        elif len(sentence.split()) < _FEWEST_WORDS:
            before = None
        else:
            start = span.start
            if before is not None and span.end - before.start <= LONGEST_PAIR:
                follows = block.kind is Kind.ITEM or leans(sentence, text[before.start : before.end])
                apart = addresses_machine(text[before.start : span.end])
                start = before.start if follows and not apart else start
            yield Window(passage.start + start, passage.start + span.end, text[start : span.end], lead)
            before = span


def followed(passage: Passage, window: Window) -> Window | None:
    """The window with the one after it, where this stands apart and both are short; None where they cannot join."""
    after = next((one for one in windows(passage) if one.start >= window.end), None)
    if after is None or after.end - window.start > LONGEST_PAIR:
        return None
    text = passage.text[window.start - passage.start : after.end - passage.start]
    between = text[window.end - window.start : after.start - window.start]
    joins = between.isspace() and not addresses_machine(text)
    return Window(window.start, after.end, text, window.lead) if joins else None


def asks(sentence: str) -> bool:
    """Whether it is a question."""
    return _QUESTION.search(sentence) is not None


def leans(sentence: str, before: str) -> bool:
    """Whether it opens with words whose meaning stands in the sentence before."""
    resumed = _RESUMES.match(sentence)
    if resumed and stem(resumed.group(1)) in content(before):
        return True
    return _LEANS.match(sentence) is not None and not _EXPLETIVE.match(sentence)
