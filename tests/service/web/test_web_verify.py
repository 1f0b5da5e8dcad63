"""Drafts checked over HTTP."""

import httpx

DRAFT = (
    "# Our piece\n\nHello readers! The army may have 600,000 troops. The army may have 900,000 troops. "
    "Who signed it?\n\nPenguins govern the southern ocean."
)


def test_each_claim_of_a_draft_is_judged_where_it_stands(client: httpx.Client) -> None:
    found = client.post("/v1/verify", json={"text": DRAFT}).json()
    claims = found["claims"]
    assert [DRAFT[one["start"] : one["end"]] for one in claims] == [one["text"] for one in claims]
    assert [one["verdict"] for one in claims] == ["supported", "contradicted", "unsupported"]
    assert claims[1]["reasons"][0]["message"]


def test_the_evidence_stands_in_the_article_that_it_names(client: httpx.Client) -> None:
    (claim, *_) = client.post("/v1/verify", json={"text": DRAFT}).json()["claims"]
    for source in claim["evidence"]:
        article = client.get(f"/v1/articles/{source['article_id']}").json()
        assert article["text"][source["start"] : source["end"]] == source["quote"]


def test_an_empty_and_an_enormous_draft_are_refused_in_a_sentence(client: httpx.Client) -> None:
    for text in ("", "   ", "The bridge is open. " * 12_000):
        reply = client.post("/v1/verify", json={"text": text})
        assert reply.status_code == 422 and reply.json()["detail"].endswith(".")
