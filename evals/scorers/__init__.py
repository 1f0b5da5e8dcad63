"""Checks of an answer that share no code with the checks that the service makes before it emits one.

A detector that shares code with what it checks cannot catch its faults: nothing here imports service.verification,
service.grounding or service.composing, only the wire format.
"""

from collections.abc import Callable

from evals.cases import Case
from evals.scorers.agreement import agreement, disagreement
from evals.scorers.citing import Cited, Use, cited, citing, precision, recall
from evals.scorers.existence import existence
from evals.scorers.expectations import articles, facts, forbidden, status
from evals.scorers.junk import junk
from evals.scorers.places import Place, places
from evals.scorers.provenance import foreign, provenance
from evals.scorers.score import Outcome, Score, Sources
from evals.scorers.support import Support, support
from service.answers import Answer

Scorer = Callable[[Case, Answer, Sources], tuple[str, ...]]

# Nothing here may fail on any case. Reported and not part of being right: `articles`, as an unlisted article may say
# the same, and `citing`, which takes what is told in other words for less than supported.
ZERO_TOLERANCE: dict[str, Scorer] = {
    "existence": lambda _case, answer, sources: existence(answer, sources),
    "provenance": lambda _case, answer, sources: provenance(answer, sources.earlier),
    "agreement": lambda _case, answer, _sources: agreement(answer),
    "junk": lambda _case, answer, sources: junk(answer, sources),
}
EXPECTATIONS: dict[str, Scorer] = {
    "status": lambda case, answer, _sources: status(case, answer),
    "facts": lambda case, answer, _sources: facts(case, answer),
    "forbidden": lambda case, answer, _sources: forbidden(case, answer),
}
REPORTED: dict[str, Scorer] = {
    "articles": lambda case, answer, _sources: articles(case, answer),
    "citing": lambda _case, answer, sources: citing(answer, sources),
}
SCORERS: dict[str, Scorer] = ZERO_TOLERANCE | EXPECTATIONS | REPORTED


def score(case: Case, answer: Answer, sources: Sources, scorers: dict[str, Scorer] = SCORERS) -> tuple[Score, ...]:
    """One score of each scorer, in their order. A scorer that raises is recorded as broken, with the error."""
    return tuple(_score(name, scorer, case, answer, sources) for name, scorer in scorers.items())


def _score(name: str, scorer: Scorer, case: Case, answer: Answer, sources: Sources) -> Score:
    try:
        return Score.of(name, scorer(case, answer, sources))
    except Exception as error:  # noqa: BLE001  (a fault of a scorer is a recorded value, whatever it is)
        return Score(name, Outcome.BROKE, (f"{type(error).__name__}: {error}",))


__all__ = [
    "EXPECTATIONS",
    "SCORERS",
    "ZERO_TOLERANCE",
    "Cited",
    "Outcome",
    "Place",
    "Score",
    "Scorer",
    "Sources",
    "Support",
    "Use",
    "cited",
    "disagreement",
    "foreign",
    "places",
    "precision",
    "recall",
    "score",
    "support",
]
