"""Traces and log lines of a service in a process of its own, the traces sent to a real receiver of OTLP over HTTP."""

import gzip
import json
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = "b7ad6b7169203331"
QUESTION = "How much did the bridge cost, in Xanadu dollars?"


@dataclass
class Collector:
    """What was sent to the receiver."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list[bytes])

    @property
    def spans(self) -> list[Any]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        return [
            span
            for request in requests
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


def attributes(span: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}


@pytest.fixture
def collector() -> Iterator[Collector]:
    collected = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collected.bodies.append(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        collected.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield collected
        server.shutdown()
        thread.join()


@dataclass
class Seen:
    """What is left of a service that answered a question, the second time as a stream."""

    answers: tuple[str, str]
    lines: list[dict[str, Any]]
    spans: list[Any]

    def named(self, name: str) -> list[Any]:
        return [span for span in self.spans if span.name == name]


@pytest.fixture
def seen(articles: Path, data: Path, started: Callable[..., Any], collector: Collector) -> Callable[..., Seen]:
    def watched(**given: str) -> Seen:
        # Both answers are made, neither is given again.
        own = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "ONRECORD_LOG": "json", "ONRECORD_CACHED_ANSWERS": "0"}
        service = started("--data-dir", data, "--index-if-empty", articles, **own, **given)
        headers = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
        with httpx.Client(base_url=service.address, headers=headers, timeout=60, trust_env=False) as client:
            whole = client.post("/v1/answers", json={"question": QUESTION}).json()
            stream = client.post("/v1/answers", json={"question": QUESTION, "stream": True}).text
            client.get("/v1/search", params={"q": QUESTION})
            client.get("/readyz")
            client.get(f"/{QUESTION}")
        code, said = service.end(signal.SIGTERM)
        assert code == 0
        data_of = stream.split("event: answer\ndata: ")[1].split("\n")[0]
        found = (whole["id"], json.loads(data_of)["id"])
        return Seen(found, [json.loads(line) for line in said.splitlines()], collector.spans)

    return watched


def test_a_journey_is_one_trace_and_one_log_line_and_neither_holds_the_question(
    seen: Callable[..., Seen], collector: Collector
):
    watched = seen()
    assert {span.trace_id.hex() for span in watched.spans} == {TRACE}
    requests, answers = watched.named("POST /v1/answers"), watched.named("answer")
    assert [span.parent_span_id.hex() for span in requests] == [CALLER, CALLER]
    assert {span.parent_span_id for span in answers} == {span.span_id for span in requests}
    for stage in ("retrieve", "draft", "verify"):
        assert {span.parent_span_id for span in watched.named(stage)} == {span.span_id for span in answers}
    assert {attributes(span)["onrecord.answer.id"] for span in answers} == set(watched.answers)
    assert all(attributes(span)["onrecord.answer.status"] == "answered" for span in answers)
    assert [attributes(span)["http.response.status_code"] for span in requests] == [200, 200]
    assert "GET /v1/search" in {span.name for span in watched.spans}

    told = [(line["route"], line["status"], line.get("answer_id")) for line in watched.lines]
    first, second = watched.answers
    assert told == [
        ("/v1/answers", 200, first),
        ("/v1/answers", 200, second),
        ("/v1/search", 200, None),
        ("unknown", 404, None),
    ]
    assert all(line["answer_status"] == "answered" and line["ms"] > 0 for line in watched.lines[:2])
    assert not any(b"Xanadu" in body for body in collector.bodies)
    assert "Xanadu" not in json.dumps(watched.lines)


def test_questions_are_in_both_where_that_is_allowed(seen: Callable[..., Seen]):
    watched = seen(ONRECORD_LOG_QUESTIONS="true")
    assert {attributes(span)["onrecord.question"] for span in watched.named("answer")} == {QUESTION}
    assert [line.get("question") for line in watched.lines] == [QUESTION, QUESTION, None, None]


def test_a_receiver_that_is_away_costs_no_answer(articles: Path, data: Path, started: Callable[..., Any]):
    away = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
    service = started("--data-dir", data, "--index-if-empty", articles, **away)
    asked = httpx.post(f"{service.address}/v1/answers", json={"question": QUESTION}, timeout=60, trust_env=False)
    assert asked.json()["status"] == "answered"
    code, said = service.end(signal.SIGTERM)
    assert code == 0 and "Traceback" not in said
