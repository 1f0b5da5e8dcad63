"""Are the quotes about what the claim is about at all, or was the citation moved from elsewhere."""

import re
from collections.abc import Iterator, Sequence

from evals.scorers.vocabulary import says_something, stem
from evals.scorers.wording import folded

# People who say the same in other words share more than this of their words with meaning.
HELD = 0.2
_FEWEST = 4
_WORD = re.compile(r"[^\W_]+")


def elsewhere(claim: str, quotes: Sequence[str]) -> Iterator[str]:
    """That the quotes hold next to none of the claim's words; of a claim of few words that says nothing."""
    wanted = _stems(claim)
    held = wanted & _stems("\n".join(quotes))
    if len(wanted) >= _FEWEST and len(held) <= HELD * len(wanted):
        yield f"has {len(held)} of its {len(wanted)} words in the quotes, which tell something else"


def _stems(text: str) -> set[str]:
    words = (word.casefold() for word in _WORD.findall(folded(text)))
    return {stem(word) for word in words if says_something(word)}
