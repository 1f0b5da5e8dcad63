from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from indexing.corpus import Corpus
from indexing.sync import sync
from service.monitoring.holdings import Holdings
from service.monitoring.quality import Quality


def figures(held: Holdings | Quality) -> dict[str, float]:
    families = text_string_to_metric_families(held.exposition().decode())
    return {one.name: one.value for each in families for one in each.samples}


def test_the_figures_are_those_of_the_moment(corpus: Corpus, write: Any) -> None:
    holdings = Holdings(corpus.catalog, {"embedder": "a", "checker": "b"})
    assert figures(holdings) == {
        "onrecord_models_info": 1,
        "onrecord_corpus_revision": 0,
        "onrecord_articles": 0,
        "onrecord_passages": 0,
    }
    folder = write("harbour", "The harbour opened in May.", published="2026-05-02").parent
    sync(corpus, [str(folder)])
    found = figures(holdings)
    assert (found["onrecord_articles"], found["onrecord_passages"], found["onrecord_corpus_revision"]) == (1, 1, 1)
    assert found["onrecord_newest_article_timestamp_seconds"] == 1_777_680_000


def test_feedback_is_counted_by_rating() -> None:
    quality = Quality()
    quality.rated("helpful")
    assert figures(quality)["onrecord_feedback_total"] == 1
