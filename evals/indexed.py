"""The articles of an evaluation, indexed by the product's own reader and sync, in a data folder of their own."""

import sys
import time
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.options import SEEDS
from evals.progress import on_terminal, step, tell
from evals.scorers import Sources
from indexing.cleaning import Reason
from indexing.corpus import Corpus
from indexing.errors import CorpusError, SourceError
from indexing.ownership import claim
from indexing.readers import Reading
from indexing.sync import sync
from indexing.sync.reports import Progress, SyncReport
from service.settings import Drafting, ServiceSettings

_SECONDS_BETWEEN_LINES = 2.0


@dataclass(frozen=True, slots=True)
class Indexed:
    """An open corpus that holds the articles of an evaluation and no others."""

    corpus: Corpus
    settings: ServiceSettings
    report: SyncReport
    sources: Sources


@contextmanager
def indexed(locations: Sequence[str], data_dir: Path | None, drafting: Drafting | None = None) -> Generator[Indexed]:
    """Index articles into `data_dir`, or into a folder that goes with the block.

    What `data_dir` already holds unchanged is not indexed again. Raises SourceError where nothing could be read, and
    CorpusError where the folder holds other articles: an evaluation must not answer from them, nor fill a folder that
    serves readers.
    """
    with TemporaryDirectory(prefix="onrecord-evals-") as temporary:
        settings = ServiceSettings.from_environment(data_dir=data_dir or Path(temporary), drafting=drafting)
        with claim(settings.data_dir, "evals"), Corpus.open(settings) as corpus:
            _refuse_others(corpus, locations)
            cuts: dict[str, tuple[str, ...]] = {}
            report = sync(corpus, locations, progress=Watching(), audit=lambda reading: _note(cuts, reading))
            _tell(report)
            _refuse_nothing(corpus, locations, report)
            yield Indexed(corpus, settings, report, Sources(cache(corpus.catalog.article), cuts))


@contextmanager
def held(data_dir: Path, drafting: Drafting | None = None) -> Generator[Indexed]:
    """Open a folder that is indexed already, as it is. Raises CorpusError where it holds no article."""
    settings = ServiceSettings.from_environment(data_dir=data_dir, drafting=drafting)
    with claim(settings.data_dir, "evals"), Corpus.open(settings) as corpus:
        if not corpus.catalog.articles(limit=1):
            raise CorpusError(f"The data folder {data_dir} holds no article: name the articles to index, too.")
        yield Indexed(corpus, settings, SyncReport(), Sources(cache(corpus.catalog.article)))


def asked_of(
    articles: Path | None, data_dir: Path | None, drafting: Drafting | None = None
) -> AbstractContextManager[Indexed]:
    """The corpus to ask: `articles`, or else what a data folder holds, or else the sample articles. Raises as both do.

    A folder that is indexed already is asked as it is: comparing a large one with its articles takes minutes.
    """
    if data_dir and articles is None:
        return held(data_dir, drafting)
    return indexed([str(articles or SEEDS)], data_dir, drafting)


def _refuse_others(corpus: Corpus, locations: Sequence[str]) -> None:
    held = {article_id for article_id, _ in corpus.catalog.sources()}
    if not held:
        return
    planned = sync(corpus, locations, dry_run=True)
    others = held - {*planned.added, *planned.changed, *planned.unchanged}
    if others:
        raise CorpusError(
            f"The data folder {corpus.settings.data_dir} holds {len(others)} article(s) that are not in "
            f"{', '.join(locations)}: give --data-dir a folder that is for this evaluation alone."
        )


def _refuse_nothing(corpus: Corpus, locations: Sequence[str], report: SyncReport) -> None:
    if corpus.catalog.articles(limit=1):
        return
    why = f": {report.failed[0].reason}" if report.failed else "."
    raise SourceError(f"No article could be read from {', '.join(locations)}{why}")


def _note(cuts: dict[str, tuple[str, ...]], reading: Reading) -> None:
    # A second copy of a line is cut, and its first stays: quoting that one is right.
    cuts[reading.article.id] = tuple(cut.text for cut in reading.cuts if cut.reason is not Reason.DUPLICATE_LINE)


def _tell(report: SyncReport) -> None:
    for failure in report.failed:
        tell(f"Not indexed: {failure.source}: {failure.reason}")
    indexed_now = len(report.added) + len(report.changed)
    tell(f"Indexed {indexed_now} article(s), {report.passages} passages; {len(report.unchanged)} were there unchanged.")


class Watching:
    """Tells the progress of a sync: a line that moves on a terminal; elsewhere JSON lines, if a program listens."""

    def __init__(self) -> None:
        """Nothing has been told yet."""
        self._told = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Tell it if it is time to."""
        moving = on_terminal()
        if time.monotonic() - self._told < (0.1 if moving else _SECONDS_BETWEEN_LINES):
            return
        self._told = time.monotonic()
        if moving:
            of = f" of {progress.total}" if progress.total else ""
            print(f"{progress.step.capitalize()}: {progress.done}{of}", end="\r", file=sys.stderr)
        else:
            step(progress.step.capitalize(), progress.done, progress.total)
