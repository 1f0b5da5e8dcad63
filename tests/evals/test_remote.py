"""Evals of a service that runs elsewhere: over HTTP, by its address."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from evals.cases import Case
from evals.floors import Floors
from evals.remote import Remote, ServiceError
from evals.scorers import Outcome, score
from service.answers import Status

ROOT = Path(__file__).parents[2]
NOTE = """---
id: trams:2024
title: Trams
publisher: The Herald
published: 2024-05-04
---
The Norhaven council approved 12 new tram stops on 3 May 2024. Work on the first stop begins in 2025.
"""
CASE = Case(
    id="stops",
    kind="number",
    question="How many new tram stops did the Norhaven council approve?",
    articles=("trams:2024",),
    facts=(("12",),),
    status=(Status.ANSWERED,),
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "trams.md").write_text(NOTE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in a process of its own that holds one article."""
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--index-if-empty", str(articles)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "OPENAI_"))}
    kept = {**clean, "ONRECORD_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=kept) as process:
        assert process.stdout
        line = next(line for line in process.stdout if "http://" in line)
        yield line[line.index("http://") :].split()[0].rstrip(".,/")
        process.terminate()


def test_its_answer_is_scored_by_its_own_articles(address: str) -> None:
    with Remote(address) as remote:
        scores = score(CASE, remote.ask(CASE.question), remote.sources())
    assert {one.scorer: one.outcome for one in scores} == dict.fromkeys((one.scorer for one in scores), Outcome.PASSED)


def test_a_version_is_computed_from_what_was_sent(address: str) -> None:
    with Remote(address) as remote:
        answer = remote.ask(CASE.question)
        article = remote.article("trams:2024")
    assert article and {one.article_version for one in answer.citations} == {article.version}


def test_an_article_that_is_not_there_is_none(address: str) -> None:
    with Remote(address) as remote:
        assert remote.article("no such/article?") is None


def test_a_refused_question_is_told_with_the_sentence_of_the_service(address: str) -> None:
    with Remote(address) as remote, pytest.raises(ServiceError, match="replied 422"):
        remote.ask("   ")


def test_an_unreachable_service_is_named() -> None:
    with Remote("http://127.0.0.1:9") as remote, pytest.raises(ServiceError, match=r"The service at .* does not reply"):
        remote.ask("Who?")


def test_an_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(ServiceError, match="begins with http"):
        Remote("localhost:8000")


class _Elsewhere(BaseHTTPRequestHandler):
    """Another kind of server, which wants a key."""

    def do_POST(self) -> None:
        known = self.headers.get("Authorization") == "Bearer open sesame"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(b'{"hello": "world"}' if known else b"go away")

    def log_message(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_no_such_service_is_named(elsewhere: str) -> None:
    with Remote(elsewhere, "open sesame") as remote, pytest.raises(ServiceError, match="no On Record service"):
        remote.ask("Who?")


def test_a_wrong_key_is_told_with_the_status(elsewhere: str) -> None:
    with Remote(elsewhere, "wrong") as remote, pytest.raises(ServiceError, match=r"replied 401 .*: go away"):
        remote.ask("Who?")


def evals(*arguments: object, command: str = "run") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "evals", command, *map(str, arguments)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text(CASE.model_dump_json(exclude_defaults=True) + "\n", encoding="utf-8")
    return path


def test_a_run_asks_the_service_and_gates_on_its_answers(address: str, cases: Path, tmp_path: Path) -> None:
    given = ("--service", address, "--cases", cases, "--floors", tmp_path / "floors.json", "--self-test", 0)
    first = evals(*given, "--report", tmp_path / "report", "--update-baseline")
    assert "1 of 1 cases right" in first.stdout, first.stderr
    again = evals(*given, "--report", tmp_path / "report")
    assert again.returncode == 0, again.stderr


def test_the_detectors_are_tested_on_the_articles_of_the_service(
    address: str, articles: Path, cases: Path, tmp_path: Path
) -> None:
    there, here = tmp_path / "there.json", tmp_path / "here.json"
    given = ("--service", address, "--cases", cases, "--report", tmp_path / "report")
    asked = evals(*given, "--floors", there, "--update-baseline")
    assert asked.returncode == 0, asked.stderr
    read = evals("--articles", articles, "--floors", here, "--update-baseline", command="mutate")
    assert read.returncode == 0, read.stderr
    planted, expected = (Floors.read(path).detectors for path in (there, here))
    assert planted and planted == expected


def test_a_run_without_its_service_could_not_run(tmp_path: Path) -> None:
    done = evals("--service", "http://127.0.0.1:9", "--report", tmp_path / "report")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("The service at http://127.0.0.1:9 does not reply")
    assert not (tmp_path / "report").exists()


def test_a_case_on_an_article_that_the_service_does_not_hold_is_refused(address: str, tmp_path: Path) -> None:
    done = evals("--service", address, "--report", tmp_path / "report")
    assert done.returncode == 2
    assert f"is not among the articles of the service at {address}." in done.stderr


def test_a_service_and_articles_together_are_refused_in_a_sentence(tmp_path: Path) -> None:
    done = evals("--service", "http://127.0.0.1:9", "--articles", tmp_path, "--report", tmp_path / "report")
    assert done.returncode == 2
    (told,) = done.stderr.splitlines()
    assert told.startswith("A service is asked on the articles that it holds")
    assert not (tmp_path / "report").exists()
