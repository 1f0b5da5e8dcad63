"""What the index holds, for Prometheus: read from the catalog when it is asked for, counted again after a change."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from indexing.catalog import Catalog
from indexing.catalog.feed import Lag
from service.monitoring.exposition import exposition

Behind = Callable[[], Lag]


class Holdings(Collector):
    """Articles, passages, revision, the newest article, and the models that serve them."""

    def __init__(self, catalog: Catalog, models: Mapping[str, str], lag: Behind | None = None) -> None:
        """Nothing is read yet; `lag` is that of a replica behind the catalog."""
        self._lag = lag
        self._catalog = catalog
        self._models = models
        self._counted: tuple[int, list[Metric]] | None = None

    def exposition(self) -> bytes:
        """The figures in the text format of Prometheus. Raises CorpusError where the catalog cannot be read."""
        registry = CollectorRegistry()
        registry.register(self)
        return exposition(registry)

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: registering must not read the catalog."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The figures of now."""
        yield InfoMetricFamily("onrecord_models", "What embeds, drafts and checks.", dict(self._models))
        revision = self._catalog.revision
        yield GaugeMetricFamily("onrecord_corpus_revision", "Grows with every change of the articles.", revision)
        if self._lag:
            yield from _behind(self._lag())
        # Counting all passages takes longer than a scrape should, and only a new revision changes them.
        if self._counted is None or self._counted[0] != revision:
            self._counted = (revision, list(self._counts()))
        yield from self._counted[1]

    def _counts(self) -> Iterator[Metric]:
        counts = self._catalog.counts()
        yield GaugeMetricFamily("onrecord_articles", "Articles that answer.", counts.articles)
        yield GaugeMetricFamily("onrecord_passages", "Passages that answer.", counts.passages)
        newest = self._catalog.newest()
        if newest:
            moment = datetime.combine(newest, time(), UTC).timestamp()
            yield GaugeMetricFamily("onrecord_newest_article_timestamp_seconds", "Day of the newest article.", moment)


def _behind(lag: Lag) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "onrecord_replica_lag_changes", "Changes that the keyword index has to follow.", lag.changes
    )
    yield GaugeMetricFamily("onrecord_replica_lag_seconds", "Age of the first of these changes.", lag.seconds)
