"""What a crash may have left, put right: debris is removed, and what an index lost is written again."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice

from indexing.boilerplate import SCHEME as ASIDES
from indexing.catalog import Catalog
from indexing.catalog.clustering import Clustering
from indexing.catalog.staging import Staging, State, Work
from indexing.corpus import Corpus
from indexing.errors import CorpusDamaged
from indexing.likeness import SCHEME
from indexing.sync.building import build

SAMPLE = 50
# Articles whose words are written together.
_AT_ONCE = 500


def clear_debris(corpus: Corpus) -> int:
    """Remove from both indexes and from the stories what no longer answers, then forget it; the number of passages."""
    staging = Staging(corpus.catalog.database)
    debris = staging.debris()
    if debris:
        corpus.vectors.remove(debris)
        corpus.keywords.remove(debris)
    staging.forget(debris)
    Clustering(corpus.catalog.database).clear()
    return len(debris)


def mend(corpus: Corpus) -> None:
    """Make both indexes hold what the catalog says: clear debris, remove strangers, write what is missing.

    The comparison by ids is made only where the counts differ.
    """
    clear_debris(corpus)
    cluster(corpus.catalog)
    live = corpus.catalog.counts().passages
    if corpus.vectors.count == live and corpus.keywords.count == live:
        return
    wanted = corpus.catalog.passage_ids()
    strangers = (corpus.vectors.ids() | corpus.keywords.ids()) - wanted
    corpus.vectors.remove(strangers)
    corpus.keywords.remove(strangers)
    missing = wanted - corpus.vectors.ids()
    build(_missing(corpus, missing), corpus.embedder, corpus.generation, lambda _done, _complete: None)
    complete_keywords(corpus)


def cluster(catalog: Catalog, *, afresh: bool = False) -> None:
    """Find the story of each article that has not been compared yet, or of all; of all too where keys are made anew."""
    clustering = Clustering(catalog.database)
    made_by = f"{SCHEME}, {ASIDES}"
    if afresh or catalog.noted("likeness") != made_by:
        clustering.forget()
        catalog.note(likeness=made_by)
    clustering.take_in()


def complete_keywords(corpus: Corpus) -> None:
    """Write to the keyword index what it lacks, from the catalog alone."""
    missing = _missing(corpus, corpus.catalog.passage_ids() - corpus.keywords.ids())
    while some := list(islice(missing, _AT_ONCE)):
        corpus.keywords.add([(passage, work.article.fields.title) for work in some for passage in work.passages])


def check(corpus: Corpus) -> None:
    """Search for a sample of the live passages by their own vectors; write again what is not found.

    Raises CorpusDamaged where that does not help: after very many changes Chroma may lose records that it still holds.
    """
    lost = corpus.vectors.lost(corpus.catalog.sample(SAMPLE))
    if not lost:
        return
    rewrite(corpus, set(lost))
    if corpus.vectors.lost(lost):
        raise CorpusDamaged(
            "All articles are indexed, but the vector index no longer finds some of them: "
            "run `onrecord compact` to make it afresh."
        )


def rewrite(corpus: Corpus, ids: Set[str]) -> None:
    """Take passages out of both indexes and write them again."""
    corpus.vectors.remove(ids)
    corpus.keywords.remove(ids)
    build(_missing(corpus, ids), corpus.embedder, corpus.generation, lambda _done, _complete: None)


def _missing(corpus: Corpus, ids: Set[str]) -> Iterator[Work]:
    for work in Staging(corpus.catalog.database).all(State.LIVE) if ids else ():
        if passages := tuple(passage for passage in work.passages if passage.id in ids):
            yield replace(work, passages=passages)
