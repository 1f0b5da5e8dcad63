"""Does a statement that nearly repeats a quote say what the quote says. Of the evals' own words and rules.

Near copies are compared, word by word: what is said in other words is not judged here, but for whether the quotes are
of the same matter at all.
"""

from collections.abc import Callable, Iterator, Sequence

from evals.scorers.additions import added
from evals.scorers.alignment import Copy, copies
from evals.scorers.matter import elsewhere
from evals.scorers.measures import exchanged
from evals.scorers.plans import done
from evals.scorers.polarity import turned
from evals.scorers.roles import swapped
from evals.scorers.scope import widened
from evals.scorers.splices import spliced
from service.answers import Answer

_CHECKS: tuple[Callable[[Copy], Iterator[str]], ...] = (turned, exchanged, done, widened, swapped, added, spliced)


def agreement(answer: Answer) -> tuple[str, ...]:
    """Where a statement says otherwise, or more, than the quotes that it cites."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return tuple(
        f"“{statement.text[:60]}” {fault}"
        for statement in answer.statements
        for fault in disagreement(statement.text, [quotes.get(number, "") for number in statement.citations])
    )


def disagreement(claim: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """All that a claim says otherwise, or more, than the sentences of the quotes that it nearly repeats."""
    found = (fault for copy in copies(claim, quotes) for check in _CHECKS for fault in check(copy))
    return tuple(dict.fromkeys((*found, *elsewhere(claim, quotes))))
