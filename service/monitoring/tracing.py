"""Sending spans over OTLP/HTTP. The only file that knows OpenTelemetry's SDK, which the extra `otel` brings."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from opentelemetry import trace

from indexing.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_PROTOCOL = "http/protobuf"


@contextmanager
def sent_spans(environment: Mapping[str, str]) -> Generator[None]:
    """Send the spans of the block where OpenTelemetry's standard variables say, if they name an endpoint.

    Raises SettingsError where the extra is missing, or another protocol than HTTP is asked for.
    """
    endpoint = _first(environment, _ENDPOINTS)
    if endpoint is None:
        yield
        return
    protocol = _first(environment, _PROTOCOLS)
    if protocol is not None and environment[protocol] != _PROTOCOL:
        raise SettingsError(f"{protocol} cannot be {environment[protocol]!r}: traces are sent as {_PROTOCOL}.")
    try:
        provider = _provider(environment.get("OTEL_SERVICE_NAME") or "onrecord")
    except ImportError as error:
        raise SettingsError(
            f"{endpoint} is set, but what sends traces is not installed: "
            "run `pip install 'onrecord[otel]'`, or remove the variable."
        ) from error
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()


def _provider(name: str) -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": name, "service.version": version("onrecord")})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if environment.get(name)), None)
