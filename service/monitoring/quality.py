"""What became of the questions, counted for Prometheus."""

from datetime import date

from prometheus_client import CollectorRegistry, Counter, Histogram

from service.answers import Answer, Status
from service.monitoring.exposition import SECONDS, exposition

_DAYS = (1, 7, 30, 90, 180, 365, 730, 1_825)
NO_RULE = "none"


class Quality:
    """Counts of answers by what is in them, and how long their steps took."""

    def __init__(self) -> None:
        """All counts at zero, in a registry of their own."""
        self.registry = held = CollectorRegistry()
        self._answers = Counter("onrecord_answers", "Answers made, by status.", ["status"], registry=held)
        for status in Status:
            self._answers.labels(status)
        self._repeated = Counter("onrecord_answers_repeated", "Answers given again from the cache.", registry=held)
        self._seconds = Histogram(
            "onrecord_answer_duration_seconds", "An answer from question to end.", registry=held, buckets=SECONDS
        )
        self._steps = Histogram(
            "onrecord_answer_stage_duration_seconds",
            "A step of an answer: retrieve, draft, verify.",
            ["stage"],
            registry=held,
            buckets=SECONDS,
        )
        self._emitted = Counter("onrecord_statements_emitted", "Statements that left the service.", registry=held)
        self._withheld = Counter(
            "onrecord_statements_withheld", "Statements withheld, by the first rule broken.", ["rule"], registry=held
        )
        self._age = Histogram(
            "onrecord_cited_article_age_days", "Age of the newest cited article.", registry=held, buckets=_DAYS
        )
        self._feedback = Counter("onrecord_feedback", "What readers say of answers.", ["rating"], registry=held)

    def count(self, answer: Answer, today: date) -> None:
        """Count an answer that leaves the service on this day."""
        self._answers.labels(answer.status).inc()
        self._emitted.inc(len(answer.statements))
        for one in answer.withheld:
            self._withheld.labels(one.reasons[0].rule if one.reasons else NO_RULE).inc()
        if answer.newest_source:
            self._age.observe((today - answer.newest_source).days)
        for name, milliseconds in answer.timings.items():
            timer = self._seconds if name == "total" else self._steps.labels(name)
            timer.observe(milliseconds / 1_000)

    def repeated(self) -> None:
        """Count an answer that was given again as it was."""
        self._repeated.inc()

    def rated(self, rating: str) -> None:
        """Count what a reader says of an answer; the ratings are a closed set of the route that takes them."""
        self._feedback.labels(rating).inc()

    def exposition(self) -> bytes:
        """The counts in the text format of Prometheus."""
        return exposition(self.registry)
