"""On Record and other frameworks on the same articles, questions, embedder and model, in one run.

passages, passages_per_second  made of the articles, and how fast they were taken in; ours read and clean them first,
                     the peers get the cleaned texts. Null where the articles were indexed already
ndcg@10, recall@10, search_p50_ms  the right articles by search alone, over the questions whose articles are known (the
                     qrels, or what the cases name); ours reads what it finds and ranks it again
asked, failed        questions, and those that ended in an error or whose reply could not be used
refused, contested   not in the articles, it says; and where the articles are found to disagree
emitted, drafted     sentences of the model: in the answers, and in its replies. Where ours refuses, or finds that the
                     articles disagree, the model is not asked; where the articles' own sentences stand in for the
                     model's, they count for nothing
fabricated_emitted   of the emitted, made up: by construction where the liar is scripted; of a real model, those with a
                     number, date, name or quotation that stands in nothing that was shown to it or found for it
uncited_emitted      of the other emitted ones with a fault, those that cite nothing
miscited_emitted     and those that what they cite does not hold: by the evals' own scorers, and where the liar is
                     scripted by near-verbatim containment
true_kept, true_drafted  true sentences, cited rightly: emitted, and drafted
wrong_share          the three together / emitted, with its 95 % interval (Wilson)
p50_ms, p99_ms       from question to answer; a scripted liar replies at once
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.bench import retrieval
from evals.bench.classes import CITATIONS, Liar
from evals.bench.contenders import Answered, Contender, contenders
from evals.bench.liar import Told
from evals.bench.memory import machine
from evals.bench.peers import OFFERS
from evals.bench.questions import Qrels, Question, questions_in, read_qrels
from evals.bench.ranking import percentile
from evals.bench.scriptedmodel import ScriptedLiar, served
from evals.bench.smallmodel import small_model
from evals.bench.testimony import of_model, of_plants
from evals.cases import read_cases
from evals.indexed import Indexed, asked_of
from evals.progress import tell, track
from evals.scorers import Sources, foreign
from evals.stats import Share
from indexing.articles import Article
from service.answers import Status
from service.settings import Drafting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question; `told` is None where it failed."""

    seconds: float
    told: tuple[Told, ...] | None
    made_up: tuple[bool, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What every contender runs over: the questions, the right articles, the liar and who judges."""

    questions: Sequence[Question]
    qrels: Qrels
    script: ScriptedLiar | None
    sources: Sources

    def run(self, contenders: Iterable[Contender], rows: dict[str, dict[str, Any]]) -> bool:
        """Measure one after the other into `rows`. False where Ctrl-C ended it early; what was measured stays."""
        try:
            for contender in contenders:
                self._measure(contender, rows)
        except KeyboardInterrupt:
            return False
        return True

    def _measure(self, contender: Contender, rows: dict[str, dict[str, Any]]) -> None:
        """The figures of one contender; their definitions stand at the top of this file."""
        made = {"passages": contender.passages, "passages_per_second": _rate(contender), **self._found(contender)}
        outcomes: list[Outcome] = []
        try:
            for question in track(self.questions, f"Asking {contender.name}"):
                outcomes.append(self._outcome(contender, question))
        finally:
            rows[contender.name] = {**made, **counted(outcomes)}

    def _found(self, contender: Contender) -> dict[str, float | int | None]:
        judged = [question for question in self.questions if question.id in self.qrels]
        if not judged:
            return {"ndcg@10": None, "recall@10": None, "search_p50_ms": None}
        row = retrieval.measure(contender.search, judged, self.qrels).row()
        return {"ndcg@10": row["ndcg@10"], "recall@10": row["recall@10"], "search_p50_ms": row["p50_ms"]}

    def _outcome(self, contender: Contender, question: Question) -> Outcome:
        if self.script:
            self.script.question, self.script.planted = question.question, ()
        began = time.perf_counter()
        try:
            answered = contender.answer(question)
        except Exception as error:  # noqa: BLE001 - a framework's own errors are of every kind, and each is a finding
            tell(f"{contender.name}, question {question.id}: {type(error).__name__}: {error}")
            return Outcome(time.perf_counter() - began, None)
        seconds = time.perf_counter() - began
        told = self._told(question, answered)
        made_up = tuple(self._made_up(one, answered.shown) for one in told)
        return Outcome(seconds, told, made_up, answered.answer.status)

    def _told(self, question: Question, answered: Answered) -> tuple[Told, ...]:
        if self.script:
            return of_plants(question, self.script.planted, answered.answer, self.sources)
        return of_model(question, answered.drafted, answered.answer, self.sources, answered.shown)

    def _made_up(self, told: Told, shown: Sequence[str]) -> bool:
        if self.script:
            return told.fabricated and told.kind not in CITATIONS
        return told.emitted and bool(foreign(told.text, list(shown)))


def bench_peers(
    liar: Liar, articles: Path | None, questions: Path, qrels: Path | None, data_dir: Path | None, limit: int | None
) -> dict[str, Any]:
    """The figures of all that are installed, and who was skipped. Raises OnRecordError."""
    asked = questions_in(questions)[:limit]
    right = read_qrels(qrels) if qrels else _named_articles(questions)
    with asked_of(articles, data_dir, Drafting.EXTRACTIVE) as ready:
        held = _articles(ready)
        script = ScriptedLiar(held) if liar is Liar.SCRIPTED else None
        course = Course(asked, right, script, ready.sources)
        rows: dict[str, dict[str, Any]] = {}
        with _model(script) as url:
            ended = course.run(contenders(ready, held, url), rows)
    return {
        "questions": len(asked),
        "articles": len(held),
        "embedding": ready.corpus.embedder.name,
        "liar": liar.value,
        "interrupted": not ended,
        "versions": {offer.name: offer.version for offer in OFFERS if not offer.missing},
        "skipped": {offer.name: offer.missing for offer in OFFERS if offer.missing},
        "by_peer": rows,
        "machine": machine(),
    }


def counted(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What left a contender, counted."""
    told = [(one, made_up) for each in outcomes for one, made_up in zip(each.told or (), each.made_up, strict=True)]
    emitted = sum(one.emitted for one, _ in told)
    fabricated = sum(made_up for _, made_up in told)
    unheld = [one for one, made_up in told if one.emitted and one.fabricated and not made_up]
    true = [one for one, _ in told if one.true]
    share = Share(fabricated + len(unheld), emitted).interval()
    milliseconds = [1_000 * one.seconds for one in outcomes]
    return {
        "asked": len(outcomes),
        "failed": sum(one.told is None for one in outcomes),
        "refused": sum(one.status is Status.NOT_IN_ARTICLES for one in outcomes),
        "contested": sum(one.status is Status.CONFLICTING for one in outcomes),
        "drafted": len(told),
        "emitted": emitted,
        "fabricated_emitted": fabricated,
        "uncited_emitted": sum(not one.cited for one in unheld),
        "miscited_emitted": sum(one.cited for one in unheld),
        "true_drafted": len(true),
        "true_kept": sum(one.emitted and not one.faults for one in true),
        "wrong_share": [round(part, 4) for part in (share.value, share.low, share.high)] if share else None,
        "p50_ms": round(percentile(milliseconds, 50), 1),
        "p99_ms": round(percentile(milliseconds, 99), 1),
    }


def _rate(contender: Contender) -> float | None:
    return round(contender.passages / contender.seconds, 1) if contender.seconds else None


def _named_articles(cases: Path) -> Qrels:
    """The articles that the cases of a folder name as holding their answers; none for a file of questions."""
    if not cases.is_dir():
        return {}
    return {case.id: dict.fromkeys(case.articles, 1.0) for case in read_cases(cases) if case.articles}


def _articles(ready: Indexed) -> tuple[Article, ...]:
    found: list[Article] = []
    while page := ready.corpus.catalog.articles(found[-1].id if found else ""):
        found += page
    return tuple(found)


def _model(script: ScriptedLiar | None) -> AbstractContextManager[str]:
    return small_model() if script is None else served(script)
