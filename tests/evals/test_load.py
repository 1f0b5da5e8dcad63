"""The load bench: figures by hand, loops on a real server of known speed, the command, and a service of its own."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from evals.bench.load import Arrivals, Load, LoadError, Loop, Plan, Sent, Step, figures, row
from evals.bench.served import refuse_unready
from evals.bench.siege import bench_load, plan
from evals.bench.traffic import arrivals, put
from evals.options import SEEDS

SECONDS = 0.05


class OneAtATime(ThreadingHTTPServer):
    """Answers one question at a time, each in SECONDS; questions that hold a word fail in their way."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.turn = threading.Lock()
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: OneAtATime

    def do_GET(self) -> None:
        self._reply(200, {"status": "ready"})

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["question"]
        self.server.asked += 1
        if "slow" in question:
            time.sleep(0.6)
        if "break" in question:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        with self.server.turn:
            time.sleep(SECONDS)
        self._reply(503 if "busy" in question else 200, {} if "odd" in question else {"status": "answered"})

    def _reply(self, status: int, body: dict[str, str]) -> None:
        said = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[OneAtATime]:
    with OneAtATime() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def load(server: OneAtATime, planned: Plan, *questions: str) -> Load:
    return put(planned, server.address, questions or ("?",), lambda: 100.0)


def test_the_figures_of_a_step_are_those_worked_out_by_hand():
    sent = (
        Sent(10.0, 10.0, 10.1),
        Sent(10.0, 10.5, 10.6),
        Sent(11.0, 11.0, 14.0, "timeout"),
        Sent(11.0, 11.0, 11.001, "connect"),
    )
    assert row(Step(2, 10.0, sent, unfinished=1)) == {
        "sent": 5,
        "answered": 2,
        "errors": {"connect": 1, "timeout": 1},
        "unfinished": 1,
        "per_second": 0.5,
        "p50_ms": 600.0,
        "p90_ms": 3000.0,
        "p99_ms": 3000.0,
        "max_ms": 3000.0,
        "first_ms": None,
        "first_share": None,
        "late_ms": 500.0,
    }


def test_the_first_statement_of_a_stream_is_timed_from_when_its_question_was_sent():
    sent = (Sent(10.0, 10.5, 11.5, None, 10.7), Sent(10.0, 10.0, 12.0, None, 10.8), Sent(10.0, 10.0, 10.1))
    figures = row(Step(1, 10.0, sent))
    assert (figures["first_ms"], figures["first_share"]) == (500.0, 0.3)


def test_a_step_in_which_nothing_was_sent_has_no_figures():
    nothing = row(Step(1, 10.0, ()))
    assert (nothing["sent"], nothing["per_second"], nothing["p50_ms"], nothing["late_ms"]) == (0, None, None, None)


def test_clients_wait_for_their_answers_and_an_open_loop_does_not_hide_the_queue(server: OneAtATime):
    closed = load(server, Plan(Loop.CLOSED, (1,), 1.0, 100, 10.0))
    rate = 3 / SECONDS  # three times what the server can bear
    opened = load(server, Plan(Loop.OPEN, (rate,), 0.5, 100, 10.0, Arrivals.FIXED))
    patient, hurried = figures(closed)["by_step"]["1 client"], figures(opened)["by_step"]["60 a second"]
    assert hurried["answered"] == hurried["sent"] == 30
    # The last of 30 was asked after half a second, and its answer comes when all have had their turn.
    assert hurried["max_ms"] > 1_000 * (30 * SECONDS - 0.5) * 0.95
    assert hurried["p50_ms"] > 3 * patient["p50_ms"] >= 3_000 * SECONDS * 0.95


def test_each_step_is_bounded_in_count_and_in_time(server: OneAtATime):
    counted = load(server, Plan(Loop.CLOSED, (1, 2), 60.0, 3, 10.0))
    assert [len(step.sent) for step in counted.steps] == [3, 3]
    timed = load(server, Plan(Loop.CLOSED, (1,), 0.2, 1_000, 10.0))
    assert 1 <= len(timed.steps[0].sent) <= 5
    assert timed.memory and {mb for _, mb in timed.memory} == {100.0}


def test_failures_are_told_by_type(server: OneAtATime):
    questions = ("fine", "busy", "odd", "break", "slow")
    found = load(server, Plan(Loop.CLOSED, (1,), 60.0, 5, 0.4), *questions)
    step = row(found.steps[0])
    assert step["errors"] == {"broken": 1, "http_503": 1, "timeout": 1, "unreadable": 1}
    assert (step["answered"], step["unfinished"]) == (1, 0)
    assert step["max_ms"] >= 400


def test_chance_arrivals_are_the_same_on_every_run_and_keep_their_rate():
    once, again = (list(arrivals(Arrivals.POISSON, 50.0, 20.0)) for _ in range(2))
    assert once == again
    assert 900 < len(once) < 1_100 and once == sorted(once) and once[-1] < 20
    assert list(arrivals(Arrivals.FIXED, 4.0, 1.0)) == [0.0, 0.25, 0.5, 0.75]


def test_ctrl_c_ends_the_load_and_what_was_measured_is_printed(server: OneAtATime, tmp_path: Path):
    chart = tmp_path / "load.html"
    options = f"--service {server.address} --clients 2 --seconds 600 --requests 100000 --json --chart {chart}".split()
    command = [sys.executable, "-m", "evals", "bench", "load", *options]

    def heeds_ctrl_c() -> None:
        # A shell that runs the tests in the background lets its children ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=heeds_ctrl_c) as running:
        until = time.monotonic() + 120
        while server.asked < 6 and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        try:
            printed, said = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 130 and said == ""
    told = json.loads(printed)
    assert told["interrupted"] is True and told["by_step"]["2 clients"]["answered"] >= 3
    assert "Answers" in chart.read_text(encoding="utf-8")


def test_a_service_that_cannot_be_reached_is_one_sentence_and_exit_2():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    command = [sys.executable, "-m", "evals", "bench", "load", "--service", address]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1 and "cannot be reached" in refused.stderr


@pytest.mark.parametrize("address", ["nonsense", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999"])
def test_an_address_that_is_none_is_one_sentence(address: str):
    with pytest.raises(LoadError, match="cannot be reached"):
        refuse_unready(address, "?", 5.0)


def test_a_service_that_does_not_answer_says_why(server: OneAtATime):
    with pytest.raises(LoadError, match="does not answer: it replies with 503"):
        refuse_unready(server.address, "busy", 5.0)


@pytest.mark.parametrize(
    ("clients", "rate", "why"),
    [("1", "1", "not both"), ("two", None, "give a number"), ("1.5", None, "whole"), (None, "0", "above 0")],
)
def test_options_that_make_no_plan_are_one_sentence(clients: str | None, rate: str | None, why: str):
    with pytest.raises(LoadError, match=why):
        plan(clients, rate, Arrivals.POISSON, 1.0, 1, 1.0)


def test_a_service_of_its_own_is_started_asked_watched_and_ended(tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "question": "How many points does the revised plan have?"}), "utf-8")
    planned = plan(None, "5", Arrivals.FIXED, 0.5, 2, 300.0)
    told: Any = bench_load(planned, None, SEEDS, questions, tmp_path / "data", None, None, None)
    assert told["by_step"]["5 a second"]["answered"] == 2 and told["by_step"]["5 a second"]["errors"] == {}
    assert told["memory_mb"]["peak"] > 50
    # Its data folder is free again.
    from indexing.ownership import owner

    assert owner(tmp_path / "data") is None


def test_a_hot_load_of_streams_asks_each_question_once_before(tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "question": "How many points does the revised plan have?"}), "utf-8")
    planned = plan("1", None, Arrivals.FIXED, 60.0, 3, 300.0, stream=True, hot=True)
    told: Any = bench_load(planned, None, SEEDS, questions, tmp_path / "data", None, None, None)
    step = told["by_step"]["1 client"]
    assert (step["answered"], step["errors"]) == (3, {})
    assert 0 < step["first_share"] <= 1
