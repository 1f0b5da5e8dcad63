"""The journey of `python -m evals run`: read the cases, index, ask, score, test the detectors, judge, report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.cases import Case, read_cases
from evals.conversing import Conversing
from evals.floors import Floors, floors_to_update
from evals.gate import judge
from evals.indexed import indexed
from evals.judge.endpoint import Endpoint
from evals.judge.figures import Measured
from evals.judge.sample import Sample, write_samples
from evals.remote import Remote
from evals.report import Summary, write
from evals.rows import RowError
from evals.run import EvalMode, Run, run
from evals.scorers import Sources
from evals.selftest import SelfTest, self_test
from indexing.articles import Article, digest
from indexing.corpus import Corpus
from indexing.search import Hit, Scope
from service.answering import Answerer
from service.answers import Answer
from service.conversation.earlier import Earlier
from service.retrieval import Evidence
from service.settings import Drafting
from service.wiring import answerer

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Export:
    """A file for the samples, and which of ragas' two kinds they are."""

    path: Path
    multi_turn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What `python -m evals run` was asked to do; `planted_in` articles the self-test plants in, 0: it is left out.

    `link` is where the page of the report will lie, for the links of the Markdown. A `service` is asked in place of one
    in this process; its articles are then those that it holds.
    """

    cases: Path
    articles: Path
    floors: Path
    report: Path
    data_dir: Path | None = None
    update_baseline: bool = False
    planted_in: int = 25
    link: str = "report.html"
    judge: Endpoint | None = None
    export: Export | None = None
    service: Remote | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """What a finished run says on the terminal."""

    summary: Summary

    @property
    def passed(self) -> bool:
        """Whether the gate let it pass."""
        return self.summary.passed

    @property
    def silence(self) -> str | None:
        """What is wrong with a judge that was asked and gave no score, in a sentence; in a replay the gate says it."""
        judged = self.summary.judged if self.summary.mode == EvalMode.JUDGE else None
        return judged.silence if judged else None

    def as_json(self) -> dict[str, Any]:
        """The report without its single results."""
        told = {name: value for name, value in self.summary.as_json().items() if name != "results"}
        if told["judge"]:
            told["judge"] = {name: value for name, value in told["judge"].items() if name != "judgments"}
        return told

    def lines(self, report: Path) -> list[str]:
        """The verdict, what stands against the run, and where to read on."""
        right, short = self.summary.right, self.summary.still_short
        return [
            *(f"{kind.name:16} {kind.count:3} of {kind.of}" for kind in self.summary.kinds),
            *(self.summary.judged.lines() if self.summary.judged else ()),
            *map(str, self.summary.gate.findings),
            *filter(None, (self.summary.shortfall, short and f"The detectors: {short}.")),
            f"Evals {self.summary.verdict} ({self.summary.mode}): {right.count} of {right.of} cases right; "
            f"see {report}/report.html",
        ]


def run_cases(asked: Asked) -> Ran:
    """Run all cases. Raises OnRecordError where that cannot be done."""
    cases = read_cases(asked.cases)
    floors = floors_to_update(asked.floors) if asked.update_baseline else Floors.read(asked.floors)
    done, samples = _asked_there(cases, asked, asked.service) if asked.service else _asked_here(cases, asked)
    if asked.export:
        write_samples(asked.export.path, samples, multi_turn=asked.export.multi_turn)
    measured = _measured(samples, asked.judge)
    test = self_test(asked.articles, limit=asked.planted_in) if asked.planted_in else None
    if asked.update_baseline:
        floors = floors.update(done, measured.judged)
        floors = floors.retested(test) if test else floors
        floors.write(asked.floors)
    return Ran(_reported(asked, done, floors, test, measured))


def refuse_strangers(cases: tuple[Case, ...], sources: Sources, held: str = "the articles") -> None:
    """Raises RowError for a case that names an article which is not there; `held` says among which."""
    for case in cases:
        for article in case.articles:
            if sources.article(article) is None:
                raise RowError(f"The case {case.id} names the article {article}, which is not among {held}.")


def _mode(judge_at: Endpoint | None) -> EvalMode:
    if judge_at is None:
        return EvalMode.OFFLINE
    return EvalMode.REPLAY if judge_at.replay else EvalMode.JUDGE


def _asked_there(cases: tuple[Case, ...], asked: Asked, service: Remote) -> tuple[Run, tuple[Sample, ...]]:
    with service:
        # Asked for first, so that what cannot be reached ends the run and is no failed case.
        corpus = digest(*(part for article in service.versions() for part in article))
        sources = service.sources()
        refuse_strangers(cases, sources, f"the articles of the service at {service.address}")
        done = run(service.ask, cases, sources, _mode(asked.judge), service.begin)
        # What it found and did not cite, a service does not tell.
        samples = tuple(Sample.of(one.case, one.answer, (), sources) for one in done.results)
        return replace(done, corpus=corpus), samples


def _asked_here(cases: tuple[Case, ...], asked: Asked) -> tuple[Run, tuple[Sample, ...]]:
    # Whatever the environment names, no model behind an address drafts: equal articles give equal answers.
    with indexed([str(asked.articles)], asked.data_dir, Drafting.EXTRACTIVE) as ready:
        refuse_strangers(cases, ready.sources)
        asking = Noting(answerer(ready.settings, ready.corpus))
        done = run(asking.answer, cases, ready.sources, _mode(asked.judge), partial(Conversing, asking))
        return replace(done, corpus=corpus_digest(ready.corpus)), tuple(
            Sample.of(one.case, one.answer, asking.found.get(one.case.question, ()), ready.sources)
            for one in done.results
        )


def _measured(samples: tuple[Sample, ...], judge_at: Endpoint | None) -> Measured:
    # Without ragas a run lacks the figures of the retrieval; a judge cannot do without it.
    if judge_at is None and find_spec("ragas") is None:
        return Measured()
    from evals.judge.session import measure

    return measure(samples, judge_at)


def corpus_digest(corpus: Corpus) -> str:
    """Changes with every letter and field of an article that can answer, not with the order of files."""
    return digest(*(part for article in _live(corpus) for part in (article.id, article.version)))


def _live(corpus: Corpus) -> Iterator[Article]:
    after = ""
    while some := corpus.catalog.articles(after, _AT_ONCE):
        yield from some
        after = some[-1].id


class Noting:
    """Asks, and notes which passages each answer was made from."""

    def __init__(self, asking: Answerer) -> None:
        """Nothing has been asked yet."""
        self._retriever = asking.retriever
        self._asking = replace(asking, retriever=self)
        self._latest: tuple[Hit, ...] = ()
        self.found: dict[str, tuple[Hit, ...]] = {}

    def answer(self, question: str, *, earlier: Earlier = Earlier()) -> Answer:  # noqa: B008 - frozen
        """The answer. Raises QuestionError."""
        self._latest = ()
        answer = self._asking.answer(question, earlier=earlier)
        self.found[question] = self._latest
        return answer

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence, as the retriever gives it."""
        evidence = self._retriever.evidence(question, scope, asked)
        self._latest = evidence.hits
        return evidence


def _reported(asked: Asked, done: Run, floors: Floors, test: SelfTest | None, measured: Measured) -> Summary:
    try:
        return write(
            asked.report,
            done,
            judge(done, floors, test, measured.judged),
            floors,
            test,
            measured,
            link=asked.link,
            is_baseline=asked.update_baseline,
        )
    except OSError as error:
        raise RowError(f"The report cannot be written to {asked.report}: {error.strerror}.") from error
