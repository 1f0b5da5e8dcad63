"""Spans of OpenTelemetry: made where the work is done, sent only where `tracing` was started, without questions."""

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager

from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from service.answers import Answer

_TRACER = trace.get_tracer("onrecord")


@contextmanager
def span(name: str) -> Generator[Span]:
    """A span around the block, child of the one around it."""
    with _started(name, SpanKind.INTERNAL) as opened, _failing(opened):
        yield opened


@contextmanager
def request_span(method: str, headers: Mapping[str, str]) -> Generator[Span]:
    """The span of a request, child of the caller's where its headers name one."""
    with _started(method, SpanKind.SERVER, propagate.extract(headers)) as opened, _failing(opened):
        opened.set_attribute("http.request.method", method)
        yield opened


def describe(answer: Answer, question: str | None) -> None:
    """Tell of an answer in the span that it was made in."""
    given = trace.get_current_span()
    given.set_attributes(
        {
            "onrecord.answer.id": answer.id,
            "onrecord.answer.status": answer.status.value,
            "onrecord.answer.model": answer.model,
            "onrecord.answer.statements": len(answer.statements),
            "onrecord.answer.withheld": len(answer.withheld),
            "onrecord.answer.citations": len(answer.citations),
            "onrecord.corpus_revision": answer.corpus_revision,
        }
    )
    if question is not None:
        given.set_attribute("onrecord.question", question)


def _started(name: str, kind: SpanKind, parent: Context | None = None) -> AbstractContextManager[Span]:
    return _TRACER.start_as_current_span(
        name, context=parent, kind=kind, record_exception=False, set_status_on_exception=False
    )


@contextmanager
def _failing(opened: Span) -> Generator[None]:
    # The type alone: the message of an error may hold what was asked.
    try:
        yield
    except BaseException as error:
        opened.set_attribute("error.type", type(error).__name__)
        opened.set_status(Status(StatusCode.ERROR))
        raise
