"""What the service counts, as Prometheus reads it."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.drafting.prompted import PromptedDrafter
from service.models.chat import ChatModel
from service.web.health import Opening, Service

DASHBOARD = Path(__file__).parents[3] / "deploy" / "grafana.json"
TROOPS = "How many troops may the army have?"
ARTICLE = "/v1/articles/{article_id:path}"


def read(client: httpx.Client) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    reply = client.get("/metrics")
    assert reply.status_code == 200
    families = text_string_to_metric_families(reply.text)
    return {(one.name, frozenset(one.labels.items())): one.value for each in families for one in each.samples}


class Counts:
    """How much each count has grown since this was made."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._before = read(client)

    def grown(self, name: str, awaited: float = 1, **labels: str) -> float:
        """A request is counted a moment after its last byte: so wait a while for as much as is `awaited`."""
        key = (name, frozenset(labels.items()))
        for _ in range(30):
            grown = read(self._client).get(key, 0) - self._before.get(key, 0)
            if grown >= awaited:
                break
            time.sleep(0.1)
        return grown


@pytest.fixture
def counts(client: httpx.Client) -> Counts:
    return Counts(client)


def test_requests_are_counted_by_their_route_and_status(client: httpx.Client, counts: Counts) -> None:
    for unknown in ("one", "two"):
        client.get(f"/v1/articles/{unknown}")
    counted = "onrecord_http_request_duration_seconds_count"
    assert counts.grown(counted, 2, method="GET", route=ARTICLE, status="404") == 2
    client.get("/static/page.css")
    assert counts.grown(counted, method="GET", route="/static", status="200") == 1


def test_paths_and_methods_that_nobody_knows_are_one_series(client: httpx.Client, counts: Counts) -> None:
    for path in ("/wp-login.php", "/Who stole the money?"):
        client.request("PROPFIND", path)
    counted = "onrecord_http_request_duration_seconds_count"
    assert counts.grown(counted, 2, method="other", route="unknown", status="404") == 2
    assert "stole" not in client.get("/metrics").text and "PROPFIND" not in client.get("/metrics").text


@pytest.mark.parametrize("stream", [False, True])
def test_answers_are_counted_by_what_is_in_them(client: httpx.Client, counts: Counts, stream: bool) -> None:
    client.post("/v1/answers", json={"question": TROOPS, "stream": stream})
    assert counts.grown("onrecord_answers_total", status="answered") == 1
    assert counts.grown("onrecord_statements_emitted_total") >= 1
    assert counts.grown("onrecord_answer_duration_seconds_count") == 1
    for stage in ("retrieve", "draft", "verify"):
        assert counts.grown("onrecord_answer_stage_duration_seconds_count", stage=stage) == 1
    assert counts.grown("onrecord_cited_article_age_days_count") == 1
    assert counts.grown("onrecord_cited_article_age_days_sum") >= 0


def test_what_the_articles_do_not_say_is_counted_too(client: httpx.Client, counts: Counts) -> None:
    client.post("/v1/answers", json={"question": "Who won at chess in Zanzibar?"})
    assert counts.grown("onrecord_answers_total", status="not_in_articles") == 1
    assert counts.grown("onrecord_cited_article_age_days_count") == 0
    assert "Zanzibar" not in client.get("/metrics").text


@pytest.fixture
def liar(service: Service, scripted, listening_client) -> Iterator[httpx.Client]:
    scripted.says("The army would be limited to 900,000 troops [1].")
    model = ChatModel("scripted", base_url=scripted.url, timeout=20)
    answerer = replace(service.answerer, drafter=PromptedDrafter(model))
    with listening_client(Opening(replace(service, answerer=answerer))) as client:
        yield client
    model.close()


def test_what_is_withheld_is_counted_by_the_rule_that_it_broke(liar: httpx.Client) -> None:
    counts = Counts(liar)
    (withheld,) = liar.post("/v1/answers", json={"question": TROOPS}).json()["withheld"]
    assert counts.grown("onrecord_statements_withheld_total", rule=withheld["reasons"][0]["rule"]) == 1


def test_a_service_that_opens_counts_its_requests_and_is_not_ready(listening_client) -> None:
    with listening_client(Opening()) as client:
        client.get("/readyz")
        found = read(client)
    assert found["onrecord_ready", frozenset()] == 0
    assert found["onrecord_http_request_duration_seconds_count", labels("GET", "/readyz", "503")] == 1
    assert not any(name.startswith("onrecord_answers") for name, _ in found)


def labels(method: str, route: str, status: str) -> frozenset[tuple[str, str]]:
    return frozenset({("method", method), ("route", route), ("status", status)})


def test_each_metric_that_the_dashboard_names_is_exported(client: httpx.Client) -> None:
    client.post("/v1/answers", json={"question": TROOPS})
    exported = {each.name for each in text_string_to_metric_families(client.get("/metrics").text)}
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    asked = " ".join(target["expr"] for panel in panels for target in panel.get("targets", ()))
    named = set(re.findall(r"\b(?:onrecord|process)_\w+", asked))
    assert len(named) > 10
    assert {name for name in named if re.sub(r"_(?:total|bucket|sum|count)$", "", name) not in exported} == set()
