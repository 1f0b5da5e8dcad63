"""Articles put and removed over HTTP."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexing.sync import sync
from service import wiring
from service.keys import Keys, KeyScope
from service.settings import Drafting, ServiceSettings
from service.web.admission import Admission
from service.web.health import Opening, Service

COST = {"question": "How much did the new bridge cost?"}
BRIDGE = {
    "title": "The bridge",
    "text": "The new bridge cost 41 million dollars.",
    "publisher": "The Meridian",
    "authors": ["Ana Ruiz"],
    "published_at": "2026-01-31T10:00:00Z",
    "url": "https://meridian.example/bridge",
    "language": "en-GB",
}
PAGE = """<html><head><title>Tunnel - Site</title><meta name="author" content="Tom Byrne"></head><body><nav>Home Sport
Weather</nav><article><h1>The tunnel</h1><p>The long tunnel under the bay opened in 1994 after many years of work and
more than one delay.</p><p>It is used by nine thousand cars on every working day of the year.</p></article></body>
</html>
"""
# The parser reads lists in lists that are this deep; what walks them does not.
_AUTHORS = "[" * 600 + "]" * 600
_DATA = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {_AUTHORS}}}</script>'
NESTED = PAGE.replace("</head>", f"{_DATA}</head>")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("fresh")
    built = wiring.build(ServiceSettings(data_dir=folder, drafting=Drafting.EXTRACTIVE))
    yield built
    built.close()


@pytest.fixture
def admin(fresh: Service, tmp_path: Path, listening_client) -> Iterator[httpx.Client]:
    """A client with an admin key, of a service that each test leaves without articles."""
    keys = Keys(tmp_path)
    _, secret = keys.create("newsroom", KeyScope.ADMIN)
    with listening_client(Opening(fresh), admission=Admission(keys)) as client:
        client.headers["Authorization"] = f"Bearer {secret}"
        yield client
        for one in client.get("/v1/articles").json()["articles"]:
            client.delete(f"/v1/articles/{one['id']}")


def put(client: httpx.Client, article_id: str = "bridge", headers: dict[str, str] | None = None, **changed: Any):
    body = {name: value for name, value in {**BRIDGE, **changed}.items() if value is not None}
    return client.put(f"/v1/articles/{article_id}", json=body, headers=headers)


def answer(client: httpx.Client) -> dict[str, Any]:
    return client.post("/v1/answers", json=COST).json()


def done(client: httpx.Client, operation: str) -> dict[str, Any]:
    for _ in range(200):
        told = client.get(f"/v1/operations/{operation}").json()
        if told["status"] == "done":
            return told
        time.sleep(0.1)
    pytest.fail(f"{told} is not done")


def test_an_article_that_was_put_answers_and_one_that_was_removed_does_not(admin: httpx.Client) -> None:
    made = put(admin)
    assert (made.status_code, made.json()["status"]) == (201, "indexed")
    told = answer(admin)
    (cited,) = told["citations"]
    assert (cited["quote"], cited["article_version"]) == (BRIDGE["text"], made.json()["version"])
    assert (cited["published_at"], cited["authors"], cited["url"]) == ("2026-01-31", ["Ana Ruiz"], BRIDGE["url"])
    assert admin.get("/v1/articles/bridge").json()["language"] == "en-GB"
    gone = admin.delete("/v1/articles/bridge")
    assert (gone.status_code, gone.json()["removed"]) == (200, True)
    assert answer(admin)["status"] == "not_in_articles"
    assert admin.get("/v1/articles/bridge").status_code == 404
    assert admin.get("/v1/search", params={"q": "bridge"}).json()["hits"] == []


def test_a_date_that_cannot_be_used_is_told_and_not_said_to_be_left_out(admin: httpx.Client) -> None:
    for said, told in (("soon", "'soon' cannot be read; write it"), ("2999-01-01", "2999-01-01 lies in the future")):
        refused = put(admin, published_at=said)
        assert refused.status_code == 422
        assert refused.json()["detail"].startswith(f"Its published date {told}")
    assert admin.get("/v1/articles").json()["articles"] == []


def test_the_terms_of_an_article_are_put_with_it(admin: httpx.Client) -> None:
    terms = {"correction": "It cost 41.", "corrected_at": "2026-02-01", "genre": "opinion", "quote_limit": 60}
    assert put(admin, **terms).status_code == 201
    told = admin.get("/v1/articles/bridge").json()
    assert (told["correction"], told["corrected_at"], told["opinion"], told["quote_limit"]) == (
        "It cost 41.",
        "2026-02-01",
        True,
        60,
    )
    (cited,) = answer(admin)["citations"]
    assert (cited["opinion"], cited["shortened"], cited["correction"]) == (True, False, "It cost 41.")
    assert put(admin, **terms | {"quote_limit": 20}).status_code == 200
    assert answer(admin)["status"] == "not_in_articles"
    assert put(admin, quote_limit=-1).status_code == 422 and put(admin, genre="poem").status_code == 422


def test_a_correction_answers_instead_of_what_it_corrects(admin: httpx.Client) -> None:
    first = put(admin)
    second = put(admin, text="The new bridge cost 52 million dollars.")
    assert second.status_code == 200
    assert second.headers["etag"] != first.headers["etag"]
    assert "52 million" in answer(admin)["text"]


def test_under_embargo_nothing_is_told_and_behind_it_the_answer_is_there_though_the_refusal_was_kept(
    admin: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = put(admin, embargo="2126-05-06T08:00:00+02:00", expires="2127-01-01T00:00:00Z")
    assert (made.status_code, made.json()["status"]) == (201, "indexed")
    again = put(admin, embargo="2126-05-06T08:00:00+02:00", expires="2127-01-01T00:00:00Z")
    assert (again.status_code, again.headers["etag"]) == (200, made.headers["etag"])
    assert [answer(admin)["status"] for _ in range(2)] == ["not_in_articles"] * 2
    assert admin.get("/v1/articles/bridge").status_code == 404 and "million" not in admin.get("/v1/articles").text
    assert admin.get("/v1/articles/bridge", params={"version": made.json()["version"]}).status_code == 404
    monkeypatch.setattr("indexing.catalog.opening.now", lambda: datetime(2126, 5, 6, 6))
    assert "41 million" in answer(admin)["text"]
    assert admin.get("/v1/articles/bridge").json()["expires_at"] == "2127-01-01T00:00:00Z"
    monkeypatch.setattr("indexing.catalog.opening.now", lambda: datetime(2127, 1, 1))
    assert answer(admin)["status"] == "not_in_articles"
    monkeypatch.undo()
    assert admin.delete("/v1/articles/bridge").json()["removed"]


def test_an_answer_that_was_kept_tells_what_has_become_of_its_articles(admin: httpx.Client) -> None:
    def standing() -> list[str]:
        return [one["standing"] for one in admin.get(f"/v1/answers/{told['id']}").json()["citations"]]

    put(admin)
    told = answer(admin)
    assert standing() == ["live"]
    put(admin, text="The new bridge cost 52 million dollars.")
    assert standing() == ["corrected"]
    put(admin)
    assert standing() == ["live"]
    admin.delete("/v1/articles/bridge")
    assert standing() == ["withdrawn"]
    assert admin.get(f"/v1/answers/{told['id']}").json()["text"] == told["text"]


def test_an_article_is_erased_with_the_answers_that_drew_on_it_and_a_receipt_proves_it(
    admin: httpx.Client, fresh: Service
) -> None:
    fresh.corpus.retired_after = 0.1
    put(admin)
    told = answer(admin)
    version = admin.get("/v1/articles/bridge").json()["version"]
    assert admin.delete("/v1/articles/bridge?erase=true", headers={"If-Match": '"other"'}).status_code == 412
    receipt = admin.delete("/v1/articles/bridge", params={"erase": True}, headers={"If-Match": f'"{version}"'}).json()
    assert (receipt["removed"], receipt["traces"], receipt["unknown"]) == (["bridge"], [], [])
    assert told["id"] in receipt["answers"] and receipt["probes"] >= 2
    assert admin.get(f"/v1/answers/{told['id']}").json()["citations"] == []
    again = admin.delete("/v1/articles/bridge", params={"erase": True}).json()
    assert (again["removed"], again["before"], again["traces"]) == ([], ["bridge"], [])
    assert admin.delete("/v1/articles/never", params={"erase": True}).json()["unknown"] == ["never"]
    assert admin.delete("/v1/articles/bridge", params={"erase": "perhaps"}).status_code == 422
    assert answer(admin)["status"] == "not_in_articles"


def test_putting_and_removing_again_changes_nothing(admin: httpx.Client) -> None:
    first, again = put(admin), put(admin)
    assert (again.status_code, again.headers["etag"]) == (200, first.headers["etag"])
    revisions = [admin.delete("/v1/articles/bridge").json() for _ in range(2)]
    assert [one["removed"] for one in revisions] == [True, False]
    assert revisions[0]["revision"] == revisions[1]["revision"]


def test_the_etag_is_that_of_the_article_and_conditions_on_it_hold(admin: httpx.Client) -> None:
    tag = put(admin, headers={"If-None-Match": "*"}).headers["etag"]
    read = admin.get("/v1/articles/bridge")
    assert read.headers["etag"] == tag == f'"{read.json()["version"]}"'
    assert admin.get("/v1/articles/bridge", headers={"If-None-Match": tag}).status_code == 304
    for condition in ({"If-None-Match": "*"}, {"If-Match": '"other"'}, {"If-Match": f"W/{tag}"}):
        refused = put(admin, headers=condition, text="The new bridge cost 99 million dollars.")
        assert (refused.status_code, refused.headers["content-type"]) == (412, "application/problem+json")
    assert admin.delete("/v1/articles/bridge", headers={"If-Match": '"other"'}).status_code == 412
    assert put(admin, headers={"If-Match": f'"x", {tag}'}, section="World").status_code == 200
    assert put(admin, "nowhere", headers={"If-Match": "*"}).status_code == 412
    assert admin.get("/v1/articles/bridge").json()["section"] == "World"


def test_a_page_is_cleaned_as_files_are_and_what_is_said_of_it_wins(admin: httpx.Client) -> None:
    made = put(admin, "tunnel", text=None, html=PAGE, title=None, authors=None)
    assert made.status_code == 201
    found = admin.get("/v1/articles/tunnel").json()
    assert "opened in 1994" in found["text"] and "Weather" not in found["text"]
    assert (found["publisher"], found["authors"]) == ("The Meridian", ["Tom Byrne"])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": None}, "by `text` or by `html`"),
        ({"html": "<p>x</p>"}, "by `text` or by `html`"),
        ({"text": "  "}, "no text"),
        ({"text": None, "html": "<html></html>"}, "text"),
        ({"text": None, "html": NESTED}, "as nobody foresaw (RecursionError"),
        ({"published_at": "the day after"}, "published date"),
        ({"published_at": 5}, "`published_at`"),
        ({"url": "javascript:alert(1)"}, "`url`"),
        ({"language": "de"}, "only articles in English"),
        ({"headline": "x"}, "no field `headline`"),
    ],
)
def test_an_article_that_cannot_be_taken_is_refused_in_a_sentence(
    admin: httpx.Client, changed: dict[str, Any], says: str
) -> None:
    refused = put(admin, **changed)
    assert refused.status_code == 422, refused.text
    assert says in refused.json()["detail"]
    assert admin.get("/v1/articles").json()["articles"] == []


@pytest.mark.parametrize("article_id", ["a%20b", "..%2f..%2fetc", "x" * 200, "a/b", "%00"])
def test_a_hostile_id_is_refused(admin: httpx.Client, article_id: str) -> None:
    assert put(admin, article_id).status_code in (404, 405, 422)
    assert admin.get("/v1/articles").json()["articles"] == []


def test_many_changes_are_made_in_order_and_one_bad_article_does_not_stop_the_others(admin: httpx.Client) -> None:
    put(admin, "old")
    later = {**BRIDGE, "text": "The new bridge cost 52 million dollars."}
    changes = [
        {"op": "put", "id": "bridge", "article": BRIDGE},
        {"op": "put", "id": "empty", "article": {**BRIDGE, "text": "-"}},
        {"op": "put", "id": "bridge", "article": later},
        {"op": "delete", "id": "old"},
        {"op": "delete", "id": "never"},
    ]
    accepted = admin.post("/v1/articles/batch", json={"changes": changes})
    assert accepted.status_code == 202
    assert accepted.headers["location"] == f"/v1/operations/{accepted.json()['id']}"
    assert admin.get("/v1/articles/old").status_code == 404
    told = done(admin, accepted.json()["id"])
    assert [one["status"] for one in told["changes"]] == ["superseded", "failed", "indexed", "removed", "unknown"]
    assert told["changes"][1]["detail"].endswith(".")
    assert "52 million" in answer(admin)["text"]


def test_what_is_no_batch_and_no_operation_is_refused(admin: httpx.Client) -> None:
    for body in ({}, {"changes": []}, {"changes": [{"op": "explode", "id": "x"}]}, {"changes": "x"}, []):
        assert admin.post("/v1/articles/batch", json=body).status_code == 422
    assert admin.get("/v1/operations/none").status_code == 404


def test_pruning_a_folder_keeps_what_was_put(admin: httpx.Client, fresh: Service, tmp_path: Path) -> None:
    put(admin)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "tunnel.md").write_text("---\ntitle: The tunnel\n---\nThe tunnel opened in 1994.\n", "utf-8")
    assert not sync(fresh.corpus, [str(folder)], prune=True).removed
    (folder / "tunnel.md").unlink()
    (folder / "notes.odt").write_bytes(b"an empty folder may be a disk that is not mounted")
    assert len(sync(fresh.corpus, [str(folder)], prune=True).removed) == 1
    assert [one["id"] for one in admin.get("/v1/articles").json()["articles"]] == ["bridge"]


def test_an_article_may_be_larger_than_a_question(admin: httpx.Client) -> None:
    text = "The new bridge cost 41 million dollars.\n\n" + "It took nine years to build. " * 40_000
    assert len(text) > 1_000_000
    assert put(admin, text=text).status_code in (201, 202)
