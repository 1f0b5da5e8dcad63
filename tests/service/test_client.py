import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from indexing.errors import OnRecordError
from indexing.ownership import Owner
from service.answers import Filters
from service.client import ask


class _Refusing(BaseHTTPRequestHandler):
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(422)
        self.end_headers()
        self.wfile.write(json.dumps({"detail": "The question is empty: ask."}).encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def service() -> Iterator[tuple[Owner, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []
    with HTTPServer(("127.0.0.1", 0), type("Handler", (_Refusing,), {"asked": asked})) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Owner(1, "serve", server.server_port, "token"), asked
        server.shutdown()
        thread.join()


def test_only_filters_that_are_set_are_sent(service: tuple[Owner, list[dict[str, Any]]]) -> None:
    owner, asked = service
    for filters in (Filters(), Filters(published_after=date(2026, 1, 31))):
        with pytest.raises(OnRecordError, match="The question is empty: ask"):
            ask(owner, "?", filters, timeout=10)
    assert [one["filters"] for one in asked] == [{}, {"published_after": "2026-01-31"}]
