"""Two questions in one: "Who signed it, and when does it begin?" is searched and read part by part.

One search for both finds the articles on the louder part, and the answer to the other is not among what is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from indexing.search import Scope
from service.retrieval import Evidence
from service.retrieval.answerability import THRESHOLD
from service.retrieval.expectation import names
from service.wording import content

# A part's best sentence stands this far below the best of all, where no drafter leaves it out.
_BESIDE = 1.0
_FEWEST_WORDS = 3
_ASKING = (
    "what|who|whom|whose|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had|will|would|can|could|should"
)
# "The tower fell and is a ruin", "and has lived there": these tell on and ask nothing.
_TELLS = r"\w+ (?:an?|not|no|to|been|being|\w+ed)\b"
_AND = re.compile(rf"[,;]? and (?=(?:also )?(?:{_ASKING})\b)(?!{_TELLS})", re.IGNORECASE)
_ASKS = re.compile(rf"^\W*(?:(?:in|on|at|by|from|for|to|since|until) )?(?:{_ASKING})\b", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|this|that|these|those|there|both|so)\b", re.IGNORECASE
)


class FindsWhole(Protocol):
    """What finds evidence on a question as it stands."""

    def evidence(self, question: str, scope: Scope | None = None, asked: date | None = None) -> Evidence:
        """The evidence on the question."""
        ...


class Partwise:
    """Finds evidence on a question, and on each of its parts where it has several."""

    def __init__(self, whole: FindsWhole) -> None:
        """Find with `whole`."""
        self._whole = whole

    def evidence(self, question: str, scope: Scope | None = None, asked: date | None = None) -> Evidence:
        """The evidence on the question as it stands, with the best sentence of each part that the articles answer."""
        evidence = self._whole.evidence(question, scope, asked)
        found = [(part, self._whole.evidence(part.sought, scope, asked)) for part in parts(evidence.question)]
        return joined(evidence, found)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a sentence: as it was asked, and as it is searched alone."""

    asked: str
    sought: str


def parts(question: str) -> tuple[Part, ...]:
    """The questions that one sentence asks; none where it asks only one.

    A part that leans on the first by a pronoun is searched with the first one's names and matter.
    """
    found = [part.strip(" ?") for part in _AND.split(question)]
    if len(found) < 2 or not all(_ASKS.match(part) and len(part.split()) >= _FEWEST_WORDS for part in found):
        return ()
    matter = _matter(found[0])
    leaning = (matter if place and _LEANS.search(part) else "" for place, part in enumerate(found))
    return tuple(Part(f"{part}?", f"{part}{more}?") for part, more in zip(found, leaning, strict=True))


def joined(whole: Evidence, found: Sequence[tuple[Part, Evidence]]) -> Evidence:
    """The evidence of a question with the best sentence of each part near the best of all, where a part is answered."""
    answered = [part for part, evidence in found if evidence.sentences and evidence.answerability >= THRESHOLD]
    for part, evidence in found:
        whole = _with(whole, evidence) if part in answered else whole
    left = tuple(part.asked for part, _ in found if part not in answered) if answered else ()
    return replace(whole, unanswered=left)


def _with(evidence: Evidence, part: Evidence) -> Evidence:
    best = part.sentences[0]
    hit = part.hits[best.hit]
    place = next((n for n, one in enumerate(evidence.hits) if one.passage.id == hit.passage.id), len(evidence.hits))
    highest = max((one.score for one in evidence.sentences), default=best.score)
    lifted = replace(best, hit=place, score=max(best.score, highest - _BESIDE))
    kept = (one for one in evidence.sentences if (one.hit, one.start, one.end) != (place, best.start, best.end))
    return replace(
        evidence,
        hits=evidence.hits if place < len(evidence.hits) else (*evidence.hits, hit),
        sentences=tuple(sorted((*kept, lifted), key=lambda one: -one.score)),
        answerability=max(evidence.answerability, part.answerability),
    )


def _matter(question: str) -> str:
    """What a question is about, to stand behind another one that leans on it."""
    words = [word for word in re.findall(r"[\w’'.-]+", question) if names(word) or content(word)]
    return f", {' '.join(words)}" if words else ""
