"""All cases asked: of a service in this process, or of one that runs elsewhere; and what the articles there say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self

from evals.cases import Case
from evals.conversing import Conversing
from evals.indexed import indexed
from evals.judge.sample import Sample
from evals.noting import Noting
from evals.remote import Remote
from evals.rows import RowError
from evals.run import EvalMode, Run, run
from evals.scorers import Sources
from evals.selftest import drawn
from indexing.articles import digest
from indexing.corpus import Corpus
from service.settings import Drafting
from service.wiring import answerer

_AT_ONCE = 500
_Versions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was asked, of which articles, and what came of it.

    `texts` are those of the articles that the self-test of the detectors plants in, by id: articles that were asked.
    """

    run: Run
    samples: tuple[Sample, ...]
    texts: Mapping[str, str]

    @classmethod
    def there(cls, cases: tuple[Case, ...], service: Remote, mode: EvalMode, plant_in: int) -> Self:
        """Ask a running service on the articles that it holds. Raises OnRecordError."""
        with service:
            # Asked for first, so that what cannot be reached ends the run and is no failed case.
            versions, sources = dict(service.versions()), service.sources()
            refuse_strangers(cases, sources, f"the articles of the service at {service.address}")
            done = run(service.ask, cases, sources, mode, service.begin)
            # What it found and did not cite, a service does not tell.
            samples = tuple(Sample.of(one.case, one.answer, (), sources) for one in done.results)
            return cls(_of(done, versions), samples, _texts(versions, sources, plant_in))

    @classmethod
    def here(
        cls, cases: tuple[Case, ...], articles: Path, data_dir: Path | None, mode: EvalMode, plant_in: int
    ) -> Self:
        """Index the articles and ask. Raises OnRecordError."""
        # Whatever the environment names, no model behind an address drafts: equal articles give equal answers.
        with indexed([str(articles)], data_dir, Drafting.EXTRACTIVE) as ready:
            refuse_strangers(cases, ready.sources)
            asking, versions = Noting(answerer(ready.settings, ready.corpus)), dict(_versions(ready.corpus))
            done = run(asking.answer, cases, ready.sources, mode, partial(Conversing, asking))
            samples = tuple(
                Sample.of(one.case, one.answer, asking.found.get(one.case.question, ()), ready.sources)
                for one in done.results
            )
            return cls(_of(done, versions), samples, _texts(versions, ready.sources, plant_in))


def refuse_strangers(cases: Sequence[Case], sources: Sources, held: str = "the articles") -> None:
    """Raises RowError for a case that names an article which is not there; `held` says among which."""
    for case in cases:
        for article in case.articles:
            if sources.article(article) is None:
                raise RowError(f"The case {case.id} names the article {article}, which is not among {held}.")


def _of(done: Run, versions: _Versions) -> Run:
    """The run with the digest of all that could answer: it changes with every letter and field, not with the files."""
    return replace(done, corpus=digest(*(part for article in versions.items() for part in article)))


def _texts(ids: Iterable[str], sources: Sources, most: int) -> dict[str, str]:
    articles = map(sources.article, drawn(ids, limit=most))
    return {one.id: one.text for one in articles if one}


def _versions(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The id and the live version of each article, in order of their ids."""
    after = ""
    while some := corpus.catalog.articles(after, _AT_ONCE):
        yield from ((one.id, one.version) for one in some)
        after = some[-1].id
