"""The journey of `python -m evals run`: read the cases, index their articles, ask, score, judge, report."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.cases import Case, read_cases
from evals.gate import DEFAULT, Floors, judge
from evals.indexed import indexed
from evals.judge import ContextFigures, Contexts, context_figures
from evals.report import Summary, write
from evals.rows import RowError
from evals.run import Run, run
from evals.scorers import Sources
from indexing.search import Scope
from service.answering import FindsEvidence
from service.retrieval import Evidence
from service.settings import Drafting
from service.wiring import answerer

# As many passages as an answer usually rests on.
FIRST_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Ran:
    """What a finished run says on the terminal."""

    summary: Summary

    @property
    def passed(self) -> bool:
        """Whether the gate let it pass."""
        return self.summary.passed

    def as_json(self) -> dict[str, Any]:
        """The report without its single results."""
        return {name: value for name, value in self.summary.as_json().items() if name != "results"}

    def lines(self, report: Path) -> list[str]:
        """The verdict, what stands against the run, and where to read on."""
        right = self.summary.right
        verdict = "passed" if self.passed else "failed"
        return [
            *(f"{kind.name:16} {kind.count:3} of {kind.of}" for kind in self.summary.kinds),
            *self.summary.findings,
            f"Evals {verdict} ({self.summary.mode}): {right.count} of {right.of} cases right; see {report}/report.html",
        ]


def run_cases(
    cases_at: Path, articles: Path, floors_at: Path, report: Path, data_dir: Path | None, update_baseline: bool
) -> Ran:
    """Run all cases. Raises OnRecordError where that cannot be done."""
    cases = read_cases(cases_at)
    floors = Floors.read(floors_at) if floors_at.exists() or not update_baseline else DEFAULT
    done, contexts = _asked(cases, articles, data_dir)
    if update_baseline:
        floors = floors.update(done)
        _written(floors, floors_at)
    return Ran(_reported(report, done, floors, contexts))


def _asked(cases: tuple[Case, ...], articles: Path, data_dir: Path | None) -> tuple[Run, ContextFigures | None]:
    # Offline means: whatever the environment names, no model behind an address drafts.
    with indexed([str(articles)], data_dir, Drafting.EXTRACTIVE) as ready:
        _refuse_strangers(cases, ready.sources)
        asking = answerer(ready.settings, ready.corpus)
        noting = Noting(asking.retriever)
        done = run(replace(asking, retriever=noting).answer, cases, ready.sources)
    wanted = {case.question: case.articles for case in cases}
    return done, context_figures([Contexts(found, wanted.get(asked, ())) for asked, found in noting.found.items()])


class Noting:
    """The retriever that the answers are made from, which notes the articles of the first passages it finds."""

    def __init__(self, retriever: FindsEvidence) -> None:
        """Nothing has been found yet."""
        self._retriever = retriever
        self.found: dict[str, tuple[str, ...]] = {}

    def evidence(self, question: str, scope: Scope, asked: date | None = None) -> Evidence:
        """The evidence, as the retriever gives it."""
        evidence = self._retriever.evidence(question, scope, asked)
        first = (hit.passage.article_id for hit in evidence.hits[:FIRST_PASSAGES])
        self.found[question] = tuple(dict.fromkeys(first))
        return evidence


def _refuse_strangers(cases: tuple[Case, ...], sources: Sources) -> None:
    for case in cases:
        for article in case.articles:
            if sources.article(article) is None:
                raise RowError(f"The case {case.id} names the article {article}, which is not among the articles.")


def _reported(folder: Path, done: Run, floors: Floors, contexts: ContextFigures | None) -> Summary:
    try:
        return write(folder, done, judge(done, floors), floors, contexts)
    except OSError as error:
        raise RowError(f"The report cannot be written to {folder}: {error.strerror}.") from error


def _written(floors: Floors, path: Path) -> None:
    try:
        floors.write(path)
    except OSError as error:
        raise RowError(f"The floors cannot be written to {path}: {error.strerror}.") from error
