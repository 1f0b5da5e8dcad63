"""What replies at the address is no service of ours, or one that breaks off."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from service.answers import Filters
from service.client import OnRecord, RateLimited, Unauthorized, Unreachable, Unreadable


@dataclass
class Replying:
    """Replies the same to everything, and remembers what was sent."""

    address: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent: list[tuple[dict[str, str], Any]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    replying: Replying

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.replying.sent.append((dict(self.headers), body))
        self.send_response(self.replying.status)
        for name, value in self.replying.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.replying.body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def replying() -> Iterator[Replying]:
    made = Replying()
    with HTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"replying": made})) as server:
        made.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def problem(status: int, kind: str) -> bytes:
    return json.dumps({"type": f"/docs#{kind}", "status": status, "detail": "Not now.", "title": "x"}).encode()


def test_a_key_goes_along_and_only_filters_that_are_set(replying: Replying) -> None:
    replying.status, replying.body = 401, problem(401, "unauthorized")
    with OnRecord(replying.address, key="k-1") as client, pytest.raises(Unauthorized, match=r"Not now\."):
        client.ask("Why?", Filters())
    ((headers, body),) = replying.sent
    assert headers["Authorization"] == "Bearer k-1"
    assert body == {"question": "Why?", "filters": {}, "mode": "strict", "stream": False}


def test_too_many_requests_say_when_to_come_back(replying: Replying) -> None:
    replying.status, replying.body = 429, problem(429, "too-many-requests")
    replying.headers = {"Retry-After": "7"}
    with OnRecord(replying.address) as client, pytest.raises(RateLimited) as told:
        client.ask("Why?")
    assert told.value.retry_after == 7


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (200, b"{}"), (502, b"<html>"), (302, b"")])
def test_what_is_no_service_of_ours_is_told_apart(replying: Replying, status: int, body: bytes) -> None:
    replying.status, replying.body = status, body
    with OnRecord(replying.address) as client:
        with pytest.raises(Unreadable):
            client.ask("Why?")
        with pytest.raises((Unreadable, Unreachable)):
            list(client.stream("Why?"))


def test_a_stream_that_ends_before_the_answer_broke_off(replying: Replying) -> None:
    replying.headers = {"Content-Type": "text/event-stream"}
    replying.body = b": waiting\n\n"
    with OnRecord(replying.address) as client, pytest.raises(Unreachable, match="broke off before"):
        list(client.stream("Why?"))
