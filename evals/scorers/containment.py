"""Is a statement told nearly word for word: its words, in their order, in one or two sentences that stand together.

Stricter than a reader would be, on purpose: what passes here is true without doubt. Shares no code with the service.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from evals.scorers.provenance import foreign
from evals.scorers.vocabulary import says_something, stem
from evals.scorers.wording import folded
from indexing.sentences import sentences

# The share of a statement's content words that must stand in their order.
IN_ORDER = 0.8
_TOKEN = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")
# Words that turn or soften what stands around them: a statement may not leave them out.
_TURNS = frozenset(
    "not no never nor neither without cannot may might could would should if unless deny denied denies refused failed "
    "allegedly reportedly possibly probably likely unlikely suspected some few hardly rarely plan planned".split()
)


def near_verbatim(statement: str, passage: str) -> bool:
    """Whether one sentence of the passage, or two that follow each other, say the statement in nearly its words."""
    wanted = _words(statement)
    return bool(wanted) and any(
        _says(wanted, window) and not foreign(statement, [window]) for window in _windows(passage)
    )


def share_in_order(statement: str, passage: str) -> float:
    """The share of the statement's content words that stand in the passage in their order; 0 where it has none."""
    wanted = _words(statement)
    blocks = SequenceMatcher(None, wanted, _words(passage), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted) if wanted else 0.0


def _windows(passage: str) -> Iterator[str]:
    found = sentences(passage)
    for place, span in enumerate(found):
        yield passage[span.start : span.end]
        if place:
            yield passage[found[place - 1].start : span.end]


def _says(wanted: list[str], window: str) -> bool:
    held = _words(window)
    if set(wanted) - set(held):
        return False
    blocks = [
        block for block in SequenceMatcher(None, wanted, held, autojunk=False).get_matching_blocks() if block.size
    ]
    # With the two words before: "some residents", "may not have".
    between = held[max(0, blocks[0].b - 2) : blocks[-1].b + blocks[-1].size]
    ordered = sum(block.size for block in blocks) / len(wanted)
    return ordered >= IN_ORDER and not (_TURNS & set(between)) - set(wanted)


def _words(text: str) -> list[str]:
    """The words that say something, without the commonest endings."""
    found = (match.group().casefold().removesuffix("'s") for match in _TOKEN.finditer(folded(text)))
    return [stem(word) if word not in _TURNS else word for word in found if says_something(word)]
