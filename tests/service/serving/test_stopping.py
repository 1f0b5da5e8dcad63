"""What becomes of an answer under way when the service is told to stop."""

import json
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.archive import Archive

QUESTION = "How much did the bridge cost?"
TRUE = "The bridge cost 41 million dollars [1]. "


def model(scripted: Any) -> dict[str, str]:
    """A model that may take longer than any test waits."""
    endpoint = {"OPENAI_BASE_URL": scripted.url, "ONRECORD_MODEL": "scripted"}
    return {**endpoint, "ONRECORD_DRAFTING": "openai", "ONRECORD_MODEL_TIMEOUT": "600"}


def lines(address: str) -> Iterator[str]:
    body = {"question": QUESTION, "stream": True}
    with httpx.stream("POST", f"{address}/v1/answers", json=body, timeout=60, trust_env=False) as reply:
        yield from reply.iter_lines()


def test_a_stream_under_way_is_finished_and_its_answer_kept(
    articles: Path, data: Path, started: Callable[..., Any], scripted: Any
):
    scripted.streams(TRUE, "The bridge ", "is new [1].", pause=2)
    service = started("--data-dir", data, "--index-if-empty", articles, **model(scripted))
    coming = lines(service.address)
    assert "event: statement" in coming
    service.process.send_signal(signal.SIGTERM)
    rest = list(coming)
    assert rest[rest.index("event: done") + 1] == "data: {}"
    answer = json.loads(rest[rest.index("event: answer") + 1].removeprefix("data: "))
    assert service.process.wait(60) == 0
    archive = Archive(f"sqlite:///{data / 'answers.sqlite'}")
    assert archive.answer(answer["id"]).text == answer["text"]
    archive.close()


def test_one_that_takes_longer_than_the_limit_is_broken_off_and_looks_so(
    articles: Path, data: Path, started: Callable[..., Any], scripted: Any
):
    scripted.waits = True
    scripted.says(TRUE)
    given = {**model(scripted), "ONRECORD_STOP_TIMEOUT": "1"}
    service = started("--data-dir", data, "--index-if-empty", articles, **given)
    coming = lines(service.address)
    assert next(coming).startswith(":")
    service.process.send_signal(signal.SIGTERM)
    said: list[str] = []
    with pytest.raises(httpx.RemoteProtocolError):
        said.extend(coming)
    assert "event: done" not in said and "event: answer" not in said
    assert service.process.wait(60) == 0


def test_a_request_without_a_stream_is_told_and_its_model_holds_nothing_up(
    articles: Path, data: Path, started: Callable[..., Any], scripted: Any
):
    scripted.waits = True
    scripted.says(TRUE)
    given = {**model(scripted), "ONRECORD_STOP_TIMEOUT": "1"}
    service = started("--data-dir", data, "--index-if-empty", articles, **given)
    address = service.address
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(
            httpx.post, f"{address}/v1/answers", json={"question": QUESTION}, timeout=60, trust_env=False
        )
        while not scripted.requests:
            assert not asked.done()
        code, said = service.end(signal.SIGTERM)
        refused = asked.result()
    assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
    assert "ask again" in refused.json()["detail"]
    assert code == 0 and "Traceback" not in said
