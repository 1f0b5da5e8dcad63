"""Our scorers among the metrics of ragas, for evaluations of your own.

    metric = ExistenceMetric(articles)
    result = await metric.ascore(answer=answer, case=case)   # value 1.0 or 0.0, reason: what is wrong

A row of `python -m evals run --samples FILE` holds all that they ask for: `metric.batch_score(rows)` scores a file.
They need no model. `CitationRecallMetric` and `CitationPrecisionMetric` give shares, as in ALCE, in place of 1 or 0;
`SupportedWordingMetric` takes the plain fields of a sample, of any system.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from evals.cases import Case
from evals.judge.library import BaseMetric, MetricResult
from evals.scorers import SCORERS, Cited, Outcome, Sources, cited, foreign, precision, recall, score
from evals.scorers.wording import MARKER
from evals.stats import Share
from indexing.articles import Article
from service.answers import Answer, Status


class ScorerMetric(BaseMetric):
    """One of our scorers: 1.0 where it finds nothing wrong, else 0.0, and each fault in `reason`."""

    scorer: ClassVar[str]

    def __init__(self, articles: Iterable[Article] = (), cuts: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Score answers on these articles, as `indexing.readers` gives them; `cuts` are what cleaning cut, by id."""
        super().__init__(name=self.scorer)
        held = {article.id: article for article in articles}
        self._sources = Sources(held.get, cuts or {})

    # As ragas' own metrics do, these name what they take of a sample.
    async def ascore(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, answer: Answer | Mapping[str, Any], case: Case | Mapping[str, Any] | None = None, **_: Any
    ) -> MetricResult:
        """Score an answer, as an object or as its JSON. Without a case, what a scorer expects of it is nothing.

        A scorer that breaks raises RuntimeError: a broken check is no score.
        """
        (found,) = score(_case(case), Answer.model_validate(answer), self._sources, {self.scorer: SCORERS[self.scorer]})
        if found.outcome is Outcome.BROKE:
            raise RuntimeError(f"{self.scorer} broke: {'; '.join(found.reasons)}")
        return MetricResult(value=float(found.passed), reason="; ".join(found.reasons) or None)


class ExistenceMetric(ScorerMetric):
    """Each citation exists as the answer says: article, version, offsets, quote, marker."""

    scorer = "existence"


class ProvenanceMetric(ScorerMetric):
    """Each number, date, name and quotation of a statement stands in the quotes that it cites."""

    scorer = "provenance"


class AgreementMetric(ScorerMetric):
    """A statement that nearly repeats a quote says neither otherwise nor more than the quote."""

    scorer = "agreement"


class JunkMetric(ScorerMetric):
    """Nothing of the page around an article is cited."""

    scorer = "junk"


class StatusMetric(ScorerMetric):
    """The status is one that the case allows."""

    scorer = "status"


class FactsMetric(ScorerMetric):
    """All facts that the case requires are there."""

    scorer = "facts"


class ForbiddenMetric(ScorerMetric):
    """None of the traps of the case is in the answer."""

    scorer = "forbidden"


class ArticlesMetric(ScorerMetric):
    """An article that holds the answer is cited; of a conflict, each of them."""

    scorer = "articles"


class CitingMetric(ScorerMetric):
    """Every statement is fully supported by the wording of what it cites, and nothing is cited beside that."""

    scorer = "citing"


class CitationMetric(BaseMetric):
    """A share of what an answer states or cites, as in ALCE; where there is none nan, as ragas' own metrics have it."""

    share: ClassVar[Callable[[Iterable[Cited]], Share]]
    named: ClassVar[str]

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        """Score answers on these articles."""
        super().__init__(name=self.named)
        self._sources = Sources({article.id: article for article in articles}.get)

    async def ascore(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, answer: Answer | Mapping[str, Any], **_: Any
    ) -> MetricResult:
        """The share, 0 to 1, with what keeps it from 1 in `reason`."""
        stated = cited(Answer.model_validate(answer), self._sources)
        value = type(self).share(stated).value
        told = "; ".join(fault for one in stated for fault in one.faults)
        return MetricResult(value=math.nan if value is None else value, reason=told or None)


class CitationRecallMetric(CitationMetric):
    """The share of statements that the wording of their citations together supports fully."""

    share, named = staticmethod(recall), "citation_recall"


class CitationPrecisionMetric(CitationMetric):
    """The share of citations that such a statement needs; a citation of nothing counts against it."""

    share, named = staticmethod(precision), "citation_precision"


class SupportedWordingMetric(BaseMetric):
    """Each number, date, name and quotation of any system's response stands in its retrieved contexts."""

    def __init__(self) -> None:
        """Needs no model."""
        super().__init__(name="supported_wording")

    async def ascore(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, response: str, retrieved_contexts: Sequence[str], **_: Any
    ) -> MetricResult:
        """1.0 where all of it does, else 0.0 and what does not in `reason`."""
        faults = foreign(MARKER.sub(" ", response), list(retrieved_contexts))
        told = "; ".join(f"{fault} stands in no retrieved context" for fault in faults)
        return MetricResult(value=float(not faults), reason=told or None)


def scorer_metrics(
    articles: Iterable[Article] = (), cuts: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[ScorerMetric, ...]:
    """All scorers as metrics, over the same articles."""
    held = tuple(articles)
    return tuple(
        metric(held, cuts)
        for metric in (
            ExistenceMetric,
            ProvenanceMetric,
            AgreementMetric,
            JunkMetric,
            StatusMetric,
            FactsMetric,
            ForbiddenMetric,
            ArticlesMetric,
            CitingMetric,
        )
    )


def _case(case: Case | Mapping[str, Any] | None) -> Case:
    if case is None:
        return Case(id="unnamed", kind="unnamed", question="?", status=tuple(Status), articles=())
    return Case.model_validate(case)
