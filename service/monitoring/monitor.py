"""The one place that hears of each answer, for counts, spans and log lines alike."""

from collections.abc import Mapping
from datetime import UTC, datetime

from indexing.catalog import Catalog
from service.answers import Answer
from service.monitoring import spans, visits
from service.monitoring.holdings import Behind, Holdings
from service.monitoring.quality import Quality


class Monitor:
    """Watches one opened service: `told` is to hear of each answer that it gives."""

    def __init__(
        self, catalog: Catalog, models: Mapping[str, str], lag: Behind | None = None, *, shows_questions: bool = False
    ) -> None:
        """Nothing is counted yet; `models` are the names of what embeds, drafts and checks, `lag` is a replica's."""
        self.quality = Quality()
        self.holdings = Holdings(catalog, models, lag)
        self._shows_questions = shows_questions

    def told(self, answer: Answer) -> None:
        """Count an answer, describe it in the span that it was made in, and note it for the log line of its request."""
        self.quality.count(answer, datetime.now(UTC).date())
        question = answer.question if self._shows_questions else None
        spans.describe(answer, question)
        visits.note(answer, question)

    def repeated(self, answer: Answer) -> None:
        """Count an answer that is given again, and note it for the log line of its request."""
        self.quality.repeated()
        visits.note(answer, answer.question if self._shows_questions else None)

    def exposition(self) -> bytes:
        """What is counted, in the text format of Prometheus. Raises CorpusError where the catalog cannot be read."""
        return self.quality.exposition() + self.holdings.exposition()
