"""Who is let in: keys, this machine, hosts, and how much each caller may ask."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest

from service.keys import Keys, KeyScope
from service.web.admission import Admission
from service.web.health import Opening, Service
from service.web.usage import Usage

PROBLEM = "application/problem+json"


class Listening(Protocol):
    def __call__(self, opening: Opening, **made: Any) -> AbstractContextManager[httpx.Client]: ...


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


@pytest.fixture
def abroad(service: Service, keys: Keys, listening_client: Listening) -> Iterator[httpx.Client]:
    """A client of a service that listens beyond this machine."""
    admission = Admission(keys, local=False, hosts=frozenset())
    with listening_client(Opening(service), admission=admission, usage=Usage("1000/minute", 8)) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("path", ["/v1/search?q=plan", "/v1/articles", "/v1/answers/none"])
def test_beyond_this_machine_reading_needs_a_key(abroad: httpx.Client, keys: Keys, path: str) -> None:
    refused = abroad.get(path)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert refused.headers["content-type"] == PROBLEM
    assert "key" in refused.json()["detail"]
    _, secret = keys.create("app", KeyScope.READER)
    assert abroad.get(path, headers=bearer(secret)).status_code in (200, 404)


def test_pages_and_health_are_open_to_all(abroad: httpx.Client) -> None:
    assert {abroad.get(path).status_code for path in ("/", "/docs", "/livez", "/readyz", "/static/page.js")} == {200}


def test_a_key_is_refused_from_the_request_after_its_revocation(abroad: httpx.Client, keys: Keys) -> None:
    key, secret = keys.create("app", KeyScope.READER)
    assert abroad.get("/v1/articles", headers=bearer(secret)).status_code == 200
    keys.revoke(key.id)
    refused = abroad.get("/v1/articles", headers=bearer(secret))
    assert refused.status_code == 401
    assert secret not in refused.text


def test_an_expired_key_is_refused(abroad: httpx.Client, keys: Keys, tmp_path: Path) -> None:
    _, secret = keys.create("app", KeyScope.READER, days=1)
    assert abroad.get("/v1/articles", headers=bearer(secret)).status_code == 200
    with closing(sqlite3.connect(tmp_path / "keys.sqlite")) as file, file:
        file.execute("UPDATE keys SET expires_at = '2020-01-01T00:00:00+00:00'")
    refused = abroad.get("/v1/articles", headers=bearer(secret))
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["www-authenticate"]
    assert "expired" in refused.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/articles/new", "/v1/articles/batch", "/v1/articles"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_without_an_admin_key_nothing_is_written_not_even_on_this_machine(
    client: httpx.Client, abroad: httpx.Client, keys: Keys, token: str, method: str, path: str
) -> None:
    _, reader = keys.create("app", KeyScope.READER)
    assert client.request(method, path).status_code == 401
    assert client.request(method, path, headers=bearer(token)).status_code == 401
    assert abroad.request(method, path).status_code == 401
    refused = abroad.request(method, path, headers=bearer(reader), json={})
    assert refused.status_code == 403
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]


def test_an_id_of_a_problem_is_that_of_its_request(client: httpx.Client) -> None:
    refused = client.put("/v1/articles/x", headers={"X-Request-ID": "mine"})
    assert refused.json()["request_id"] == refused.headers["x-request-id"] == "mine"


def test_a_key_of_ours_that_is_unknown_is_refused_also_where_all_may_read(client: httpx.Client) -> None:
    assert client.get("/v1/articles", headers=bearer("onr_guess")).status_code == 401
    assert client.get("/v1/articles", headers=bearer("sk-of-an-sdk")).status_code == 200


def test_keys_that_cannot_be_read_let_nobody_in(abroad: httpx.Client, keys: Keys, tmp_path: Path) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    (tmp_path / "keys.sqlite").write_bytes(b"no database" * 1_000)
    refused = abroad.get("/v1/articles", headers=bearer(secret))
    assert (refused.status_code, refused.headers["content-type"]) == (503, PROBLEM)


def test_keys_that_are_locked_let_nobody_in(
    abroad: httpx.Client, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    monkeypatch.setattr("service.keys.stores._SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "keys.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        refused = abroad.get("/v1/articles", headers=bearer(secret))
        assert (refused.status_code, refused.headers["content-type"]) == (503, PROBLEM)
    assert abroad.get("/v1/articles", headers=bearer(secret)).status_code == 200


def test_a_key_that_is_slow_to_look_up_holds_up_nobody_else(
    abroad: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, told = threading.Event(), threading.Event()

    def slow(_keys: Keys, _secret: str) -> None:
        looking.set()
        assert told.wait(20)

    monkeypatch.setattr(Keys, "found", slow)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(abroad.get, "/v1/articles", headers=bearer("onr_slow"))
        assert looking.wait(20)
        assert httpx.get(f"{abroad.base_url}/livez", timeout=10, trust_env=False).status_code == 200
        told.set()
        assert waiting.result().status_code == 401


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_what_came_through_a_proxy_is_not_local(client: httpx.Client, header: str) -> None:
    assert client.get("/v1/articles").status_code == 200
    assert client.get("/v1/articles", headers={header: "127.0.0.1"}).status_code == 401


def test_a_page_whose_name_was_turned_to_this_machine_reads_nothing(client: httpx.Client) -> None:
    refused = client.get("/v1/articles", headers={"Host": "evil.example"})
    assert (refused.status_code, refused.headers["content-type"]) == (421, PROBLEM)
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "hosts",
    [["evil.example:999999"], ["127.0.0.1/?"], ["["], ["a b"], [""], ["127.0.0.1", "evil.example"]],
)
def test_a_host_that_is_none_or_one_of_several_is_not_answered_to(client: httpx.Client, hosts: list[str]) -> None:
    with closing(HTTPConnection(client.base_url.host, client.base_url.port)) as connection:
        connection.putrequest("GET", "/v1/articles", skip_host=True)
        for host in hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        refused = connection.getresponse()
        assert (refused.status, refused.getheader("content-type")) == (421, PROBLEM)


def test_public_reading_needs_no_key_and_takes_any(service: Service, keys: Keys, listening_client: Listening) -> None:
    admission = Admission(keys, local=False, public_reading=True, hosts=frozenset())
    with listening_client(Opening(service), admission=admission) as client:
        assert client.get("/v1/articles").status_code == 200
        assert client.get("/v1/articles", headers=bearer("sk-of-an-sdk")).status_code == 200


def test_who_asks_too_often_waits_as_long_as_is_said(service: Service, keys: Keys, listening_client: Listening) -> None:
    (_, one), (_, other) = keys.create("one", KeyScope.READER), keys.create("other", KeyScope.READER)
    admission = Admission(keys, local=False, hosts=frozenset())
    with listening_client(Opening(service), admission=admission, usage=Usage("3/hour", 8)) as client:
        told = [client.get("/v1/articles", headers=bearer(one)) for _ in range(4)]
        assert [each.status_code for each in told] == [200, 200, 200, 429]
        assert told[0].headers["ratelimit"].startswith('"requests";r=2;')
        assert told[0].headers["ratelimit-policy"] == '"requests";q=3;w=3600'
        assert 0 < int(told[3].headers["retry-after"]) <= 3600
        assert told[3].headers["content-type"] == PROBLEM
        assert client.get("/v1/articles", headers=bearer(other)).status_code == 200
        assert client.get("/livez").status_code == 200


def test_a_stream_counts_as_going_on_until_its_end(
    service: Service, keys: Keys, listening_client: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    admission = Admission(keys, local=False, hosts=frozenset())
    going, done = threading.Event(), threading.Event()
    answer = service.answerer.answer

    def slow(*given: Any) -> Any:
        going.set()
        done.wait(20)
        return answer(*given)

    monkeypatch.setattr(type(service.answerer), "answer", lambda _, *given: slow(*given))
    with listening_client(Opening(service), admission=admission, usage=Usage("100/minute", 1)) as client:
        asked = {"json": {"question": "How many points does the plan have?", "stream": True}, "headers": bearer(secret)}
        with client.stream("POST", "/v1/answers", **asked) as stream:
            assert going.wait(20)
            refused = client.get("/v1/articles", headers=bearer(secret))
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
            done.set()
            assert "event: done" in stream.read().decode()
        for _ in range(50):  # the server notes the end a moment after the last byte
            if client.get("/v1/articles", headers=bearer(secret)).status_code == 200:
                break
            time.sleep(0.1)
        else:
            pytest.fail("the stream still counts as going on")


def test_every_response_has_the_id_of_its_request(client: httpx.Client) -> None:
    made = [client.get("/livez").headers["x-request-id"] for _ in range(2)]
    assert made[0] != made[1]
    assert client.get("/livez", headers={"X-Request-ID": "trace-4711-ok"}).headers["x-request-id"] == "trace-4711-ok"
    forged = client.get("/livez", headers={"X-Request-ID": 'x"; drop'}).headers["x-request-id"]
    assert '"' not in forged


def test_only_pages_of_named_origins_may_call(service: Service, listening_client: Listening) -> None:
    with listening_client(Opening(service), origins=("https://news.example",)) as client:
        ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        allowed = client.options("/v1/answers", headers={"Origin": "https://news.example", **ask})
        assert allowed.headers["access-control-allow-origin"] == "https://news.example"
        other = client.options("/v1/answers", headers={"Origin": "https://evil.example", **ask})
        assert "access-control-allow-origin" not in other.headers


def test_keys_are_made_listed_and_revoked_by_command_and_kept_as_digests(tmp_path: Path) -> None:
    def onrecord(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "service", "keys", *words, "--data-dir", str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    made = json.loads(onrecord("create", "the app", "--scope", "admin", "--days", "30", "--json").stdout)
    assert made["key"].startswith("onr_")
    assert made["key"].encode() not in (tmp_path / "keys.sqlite").read_bytes()
    assert made["id"] in onrecord("list").stdout
    assert made["key"] not in onrecord("list", "--json").stdout
    assert onrecord("revoke", made["id"]).returncode == 0
    assert "revoked" in onrecord("list").stdout
    unknown = onrecord("revoke", "nothing")
    assert unknown.returncode == 1
    assert unknown.stderr.count("\n") == 1
