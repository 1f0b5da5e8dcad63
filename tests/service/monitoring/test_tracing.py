import sys

import pytest

from indexing.errors import SettingsError
from service.monitoring.tracing import sent_spans

ENDPOINT = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}


def test_an_endpoint_without_the_extra_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with (
        pytest.raises(SettingsError, match=r"OTEL_EXPORTER_OTLP_ENDPOINT is set.*onrecord\[otel\]"),
        sent_spans(ENDPOINT),
    ):
        pass


def test_a_protocol_that_is_not_spoken_is_told() -> None:
    given = {**ENDPOINT, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}
    with pytest.raises(SettingsError, match="cannot be 'grpc'"), sent_spans(given):
        pass


def test_without_an_endpoint_nothing_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with sent_spans({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}):
        pass
