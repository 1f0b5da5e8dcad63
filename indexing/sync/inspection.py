"""Is the index whole: all that is live is found by its own vector and by its own words, and nothing else is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from indexing.corpus import Corpus
from indexing.sync.mending import mend, rewrite
from indexing.sync.rebuilding import compact
from indexing.sync.reports import Inspection, Progress, Step, Watch

_AT_ONCE = 100


def inspect(corpus: Corpus, sample: int | None = None, progress: Watch = lambda _: None) -> Inspection:
    """Compare both indexes with the catalog, and search for every live passage, or for a sample of so many.

    The service goes on meanwhile; what looks wrong is looked at again when nothing is being written.
    """
    found = _inspected(corpus, sample, progress)
    if found.whole:
        return found
    with corpus.writing:
        return _inspected(corpus, sample, progress)


def repair(corpus: Corpus, found: Inspection, progress: Watch = lambda _: None) -> Inspection:
    """Mend what an inspection found: clear what should not be there, write what is missing or not found. Where that
    does not help, both indexes are compacted into a new generation. The inspection after it. Raises ModelError.
    """
    with corpus.writing:
        mend(corpus)
        rewrite(corpus, {*found.unseen, *found.unheard})
    after = inspect(corpus, None, progress)
    if after.whole:
        return after
    compact(corpus, progress)
    return inspect(corpus, None, progress)


def _inspected(corpus: Corpus, sample: int | None, progress: Watch) -> Inspection:
    wanted = corpus.catalog.passage_ids()
    held, read = corpus.vectors.ids(), corpus.keywords.ids()
    looked_for = sorted(wanted & held & read) if sample is None else corpus.catalog.sample(sample)
    unseen: list[str] = []
    unheard: list[str] = []
    for done, ids in _stretches(looked_for):
        unseen += corpus.vectors.lost(ids)
        unheard += corpus.keywords.lost([passage for passage, _ in corpus.catalog.passages(ids, closed=True).values()])
        progress(Progress(Step.CHECKING, done, len(looked_for)))
    return Inspection(
        live=len(wanted),
        looked_for=len(looked_for),
        missing=tuple(sorted((wanted - held) | (wanted - read))),
        orphans=tuple(sorted((held | read) - wanted)),
        unseen=tuple(unseen),
        unheard=tuple(unheard),
    )


def _stretches(ids: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The ids in stretches, each with how many there are up to its end."""
    remaining, done = iter(ids), 0
    while some := list(islice(remaining, _AT_ONCE)):
        done += len(some)
        yield done, some
