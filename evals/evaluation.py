"""The journey of `python -m evals run`: read the cases, index, ask, score, test the detectors, judge, report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.cases import Case, read_cases
from evals.floors import Floors, floors_to_update
from evals.gate import judge
from evals.indexed import indexed
from evals.judge import ContextFigures, Contexts, context_figures
from evals.report import Summary, write
from evals.rows import RowError
from evals.run import Run, run
from evals.scorers import Sources
from evals.selftest import SelfTest, self_test
from indexing.articles import Article, digest
from indexing.corpus import Corpus
from indexing.search import Scope
from service.answering import FindsEvidence
from service.retrieval import Evidence
from service.settings import Drafting
from service.wiring import answerer

# As many passages as an answer usually rests on.
FIRST_PASSAGES = 5
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What `python -m evals run` was asked to do; `planted_in` articles the self-test plants in, 0: it is left out.

    `link` is where the page of the report will lie, for the links of the Markdown.
    """

    cases: Path
    articles: Path
    floors: Path
    report: Path
    data_dir: Path | None = None
    update_baseline: bool = False
    planted_in: int = 25
    link: str = "report.html"


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
            *map(str, self.summary.gate.findings),
            f"Evals {verdict} ({self.summary.mode}): {right.count} of {right.of} cases right; see {report}/report.html",
        ]


def run_cases(asked: Asked) -> Ran:
    """Run all cases. Raises OnRecordError where that cannot be done."""
    cases = read_cases(asked.cases)
    floors = floors_to_update(asked.floors) if asked.update_baseline else Floors.read(asked.floors)
    done, contexts = _asked(cases, asked.articles, asked.data_dir)
    test = self_test(asked.articles, limit=asked.planted_in) if asked.planted_in else None
    if asked.update_baseline:
        floors = floors.update(done).retested(test) if test else floors.update(done)
        floors.write(asked.floors)
    return Ran(_reported(asked, done, floors, test, contexts))


def refuse_strangers(cases: tuple[Case, ...], sources: Sources) -> None:
    """Raises RowError for a case that names an article which is not there."""
    for case in cases:
        for article in case.articles:
            if sources.article(article) is None:
                raise RowError(f"The case {case.id} names the article {article}, which is not among the articles.")


def _asked(cases: tuple[Case, ...], articles: Path, data_dir: Path | None) -> tuple[Run, ContextFigures | None]:
    # Offline means: whatever the environment names, no model behind an address drafts.
    with indexed([str(articles)], data_dir, Drafting.EXTRACTIVE) as ready:
        refuse_strangers(cases, ready.sources)
        asking = answerer(ready.settings, ready.corpus)
        noting = Noting(asking.retriever)
        done = run(replace(asking, retriever=noting).answer, cases, ready.sources)
        corpus = corpus_digest(ready.corpus)
    wanted = {case.question: case.articles for case in cases}
    contexts = context_figures([Contexts(found, wanted.get(asked, ())) for asked, found in noting.found.items()])
    expected = sum(bool(wanted.get(question)) for question in noting.found)
    return replace(done, corpus=corpus, figures=_figures(contexts, expected)), contexts


def _figures(contexts: ContextFigures | None, expected: int) -> dict[str, float | None]:
    # Without ragas, or without a case that has articles, there is nothing to tell; a mean of fewer rows is no figure.
    if contexts is None:
        return {}
    whole = contexts.n == expected
    return {
        "context precision": contexts.precision if whole else None,
        "context recall": contexts.recall if whole else None,
    }


def corpus_digest(corpus: Corpus) -> str:
    """Changes with every letter and field of an article that can answer, not with the order of files."""
    return digest(*(part for article in _live(corpus) for part in (article.id, article.version)))


def _live(corpus: Corpus) -> Iterator[Article]:
    after = ""
    while some := corpus.catalog.articles(after, _AT_ONCE):
        yield from some
        after = some[-1].id


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


def _reported(
    asked: Asked, done: Run, floors: Floors, test: SelfTest | None, contexts: ContextFigures | None
) -> Summary:
    try:
        return write(asked.report, done, judge(done, floors, test), floors, test, contexts, link=asked.link)
    except OSError as error:
        raise RowError(f"The report cannot be written to {asked.report}: {error.strerror}.") from error
