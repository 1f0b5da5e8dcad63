"""How fast is a search among very many passages, in all of them and within a time, and does it find the nearest?

all, half_year, week: searches of the questions in the whole corpus, among the articles of half a year, and of a week;
both end on the day by which half of the articles had been published. passages: how many are searched. p50_ms, p99_ms:
milliseconds of a search, that embeds the question, asks both indexes, ranks and reads the passages that it hands on.
recall@10: of the ten passages whose vectors are nearest to a question, compared one by one, those among the ten that
the vector index finds; a mean over the questions.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.bench.questions import Question
from evals.bench.ranking import percentile
from evals.progress import track
from indexing.corpus import Corpus
from indexing.search import Scope
from service.retrieval import FOUND

_NEAREST = 10
_AT_ONCE = 5_000
_WARM = 20


def measure(corpus: Corpus, questions: Sequence[Question]) -> dict[str, Any]:
    """The figures, each question asked once in each scope after some that warm the process."""
    day = _middle(corpus)
    scopes = {"all": Scope()}
    if day:
        scopes |= {name: Scope(day - timedelta(days - 1), day) for name, days in (("half_year", 183), ("week", 7))}
    return {
        "passages": corpus.catalog.counts().passages,
        **{name: _timed(corpus, questions, scope, name) for name, scope in scopes.items()},
        "recall@10": round(_recall(corpus, questions), 4),
    }


def _timed(corpus: Corpus, questions: Sequence[Question], scope: Scope, name: str) -> dict[str, float]:
    for question in questions[:_WARM]:
        corpus.search(question.question, scope=scope, limit=FOUND, asked=question.date)
    seconds: list[float] = []
    for question in track(questions, f"Searching: {name}"):
        began = time.perf_counter()
        corpus.search(question.question, scope=scope, limit=FOUND, asked=question.date)
        seconds.append(time.perf_counter() - began)
    within = corpus.catalog.counts().passages if scope.everything else len(corpus.catalog.scopes.within(scope))
    return {"passages": within, **{f"p{share}_ms": round(1_000 * percentile(seconds, share), 1) for share in (50, 99)}}


def _middle(corpus: Corpus) -> date | None:
    days = sorted(_days(corpus))
    return days[len(days) // 2] if days else None


def _days(corpus: Corpus) -> Iterator[date]:
    after = ""
    while some := corpus.catalog.articles(after):
        yield from (article.fields.published for article in some if article.fields.published)
        after = some[-1].id


def _recall(corpus: Corpus, questions: Sequence[Question]) -> float:
    asked = np.stack([corpus.embedder.embed_query(question.question) for question in questions])
    exact = _nearest(corpus, asked)
    found = [{key for key, _ in corpus.vectors.query(vector, _NEAREST)} for vector in asked]
    return sum(len(one & other) / len(one) for one, other in zip(exact, found, strict=True)) / len(questions)


def _nearest(corpus: Corpus, asked: NDArray[np.float32]) -> list[set[str]]:
    """The ids of the passages nearest to each question, all of them compared, a stretch in memory at a time."""
    best: list[list[tuple[float, str]]] = [[] for _ in asked]
    ids = sorted(corpus.catalog.passage_ids())
    for start in track(range(0, len(ids), _AT_ONCE), "Comparing"):
        held = corpus.vectors.get(ids[start : start + _AT_ONCE])
        cosines = asked @ np.stack(list(held.values())).T
        for own, row in zip(best, cosines, strict=True):
            own += zip(row.tolist(), held, strict=True)
            own[:] = sorted(own, reverse=True)[:_NEAREST]
    return [{key for _, key in own} for own in best]
