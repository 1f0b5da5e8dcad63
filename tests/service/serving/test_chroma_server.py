"""The service over a Chroma server that goes away and comes back."""

import signal
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.chromaserver import ChromaServer

QUESTION = {"question": "How much did the bridge cost?"}


def test_questions_are_problems_while_the_server_is_away_and_answers_when_it_is_back(
    started: Callable, articles: Path, data: Path, own_chroma: ChromaServer
):
    service = started("--data-dir", data, "--index-if-empty", articles, ONRECORD_CHROMA_URL=own_chroma.url)
    address = service.address
    assert httpx.post(f"{address}/v1/answers", json=QUESTION, timeout=60).json()["status"] == "answered"
    own_chroma.stop()
    other = {"question": "What did the bridge cost the town?"}
    for refused in (httpx.post(f"{address}/v1/answers", json=other, timeout=60), httpx.get(f"{address}/readyz")):
        problem = refused.json()
        assert (refused.status_code, problem["type"], refused.headers["Retry-After"]) == (503, "/docs#away", "2")
        assert own_chroma.url in problem["detail"] and "used again" in problem["detail"]
    own_chroma.start()
    assert httpx.post(f"{address}/v1/answers", json=other, timeout=60).json()["citations"]
    assert httpx.get(f"{address}/readyz").is_success
    code, said = service.end(signal.SIGTERM)
    assert code == 0 and "Traceback" not in said


def test_a_service_waits_for_its_server_and_says_so(
    started: Callable, articles: Path, data: Path, own_chroma: ChromaServer
):
    own_chroma.stop()
    service = started("--data-dir", data, "--index-if-empty", articles, ONRECORD_CHROMA_URL=own_chroma.url)
    assert "ONRECORD_CHROMA_URL" in service.until("Waiting:")
    own_chroma.start()
    assert httpx.get(f"{service.address}/readyz").is_success
