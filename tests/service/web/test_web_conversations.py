import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexing.sync import sync
from indexing.sync.removal import remove
from service import wiring
from service.keys import Keys, KeyScope
from service.settings import Drafting, ServiceSettings
from service.web.admission import Admission
from service.web.health import Opening, Service

MEETING = "Who called the regatta in Bergen a triumph?"

ARTICLES = {
    "regatta.md": """---
title: A regatta to remember
published: 2025-06-01
---
Marta Kask, the harbor master, called the regatta in Bergen a triumph on Sunday.

She said that the regatta in Bergen will return in 2027. The jury needed nine hours.
""",
    "ferry.md": """---
title: Two ferries
published: 2025-07-01
---
The ferry Aurora carries 240 passengers. The ferry Borealis carries 310 passengers.

Ferry tickets cost 12 euros on weekdays, the operator said.
""",
}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Service]:
    """A service of one's own, whose articles may be removed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert not sync(built.corpus, [str(folder)]).failed
    yield built
    built.close()


@pytest.fixture
def talk(own: Service, listening_client: Any) -> Iterator[httpx.Client]:
    with listening_client(Opening(own)) as client:
        yield client


def begun(client: httpx.Client) -> str:
    reply = client.post("/v1/conversations")
    assert reply.status_code == 201
    assert reply.headers["location"] == f"/v1/conversations/{reply.json()['id']}"
    return reply.json()["id"]


def ask(client: httpx.Client, question: str, conversation: str, **body: Any) -> dict[str, Any]:
    reply = client.post("/v1/answers", json={"question": question, "conversation_id": conversation, **body})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_a_follow_up_is_answered_as_it_is_meant(talk: httpx.Client) -> None:
    conversation = begun(talk)
    ask(talk, MEETING, conversation)
    answer = ask(talk, "When will it return?", conversation)
    assert answer["standalone_question"] == "When will the regatta in Bergen return?"
    assert "2027" in answer["text"]
    assert answer["conversation_id"] == conversation


def test_a_quote_keeps_its_number_and_a_new_one_gets_the_next(talk: httpx.Client) -> None:
    conversation = begun(talk)
    questions = ["How many passengers does the ferry Aurora carry?", "And Borealis?", "What do ferry tickets cost?"]
    numbers: dict[tuple[Any, ...], int] = {}
    for question in [*questions, questions[0]]:
        answer = ask(talk, question, conversation)
        assert answer["citations"]
        fresh = []
        for one in answer["citations"]:
            place = (one["article_id"], one["article_version"], one["start"], one["end"])
            assert numbers.setdefault(place, one["number"]) == one["number"]
            assert answer["text"][one["marker_start"] : one["marker_end"]] == f"[{one['number']}]"
            fresh.append(one["number"])
        assert {number for one in answer["statements"] for number in one["citations"]} == set(fresh)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert len(numbers) > 1


def test_a_streamed_answer_of_a_conversation_is_the_one_that_is_kept(talk: httpx.Client) -> None:
    conversation = begun(talk)
    ask(talk, MEETING, conversation)
    body = {"question": "When will it return?", "conversation_id": conversation, "stream": True}
    with talk.stream("POST", "/v1/answers", json=body) as reply:
        told = "".join(reply.iter_text())
    assert "event: answer" in told
    turns = talk.get(f"/v1/conversations/{conversation}").json()["turns"]
    assert [turn["question"] for turn in turns] == [MEETING, "When will it return?"]
    kept = talk.get(f"/v1/answers/{turns[1]['answer_id']}").json()
    assert kept["conversation_id"] == conversation and kept["id"] in told


def test_a_removed_article_does_not_come_back_by_a_follow_up(own: Service, talk: httpx.Client) -> None:
    conversation = begun(talk)
    cited = ask(talk, MEETING, conversation)["citations"][0]["article_id"]
    assert ask(talk, "When will it return?", conversation)["citations"]
    remove(own.corpus, [cited])
    for question in ("When will it return?", "What did she say about that?", "Tell me more", "Where does he live?"):
        answer = ask(talk, question, conversation)
        assert cited not in {one["article_id"] for one in answer["citations"]}
        assert "Kask" not in answer["standalone_question"] + answer["text"]


def test_a_deleted_conversation_and_an_unknown_one_are_not_found(talk: httpx.Client) -> None:
    conversation = begun(talk)
    answer = ask(talk, MEETING, conversation)
    assert talk.delete(f"/v1/conversations/{conversation}").status_code == 204
    assert talk.get(f"/v1/answers/{answer['id']}").status_code == 404
    for id in (conversation, "unknown", "../answers"):  # noqa: A001
        for reply in (
            talk.get(f"/v1/conversations/{id}"),
            talk.delete(f"/v1/conversations/{id}"),
            talk.post("/v1/answers", json={"question": "Why?", "conversation_id": id}),
        ):
            assert reply.status_code in (404, 405)
            assert reply.headers["content-type"] == "application/problem+json"


def test_an_anonymous_reader_lists_no_conversation(own: Service, listening_client: Any) -> None:
    with listening_client(Opening(own)) as anybody:
        begun(anybody)
        assert anybody.get("/v1/conversations").json() == {"conversations": []}


def test_a_key_lists_and_reads_its_own_conversations_and_no_other_key_does(
    own: Service, listening_client: Any, tmp_path: Path
) -> None:
    keys = Keys(tmp_path)
    mine, yours = ({"Authorization": f"Bearer {keys.create(name, KeyScope.READER)[1]}"} for name in ("mine", "yours"))
    with listening_client(Opening(own), admission=Admission(keys, local=False, hosts=frozenset())) as client:
        made = client.post("/v1/conversations", headers=mine).json()["id"]
        listed = client.get("/v1/conversations", headers=mine).json()["conversations"]
        assert [one["id"] for one in listed] == [made]
        assert client.get("/v1/conversations", headers=yours).json() == {"conversations": []}
        body = {"question": MEETING, "conversation_id": made}
        assert client.post("/v1/answers", json=body, headers=yours).status_code == 404
        assert client.get(f"/v1/conversations/{made}", headers=yours).status_code == 404
        assert client.delete(f"/v1/conversations/{made}", headers=yours).status_code == 404
        assert client.post("/v1/answers", json=body, headers=mine).status_code == 200
        assert client.get(f"/v1/conversations/{made}").status_code == 401


def test_two_questions_at_once_in_one_conversation_are_both_kept_or_told_to_wait(
    own: Service, listening_client: Any
) -> None:
    entered, go_on = threading.Event(), threading.Event()

    class Waiting:
        def evidence(self, question: str, scope: Any, asked: Any = None) -> Any:
            entered.set()
            go_on.wait(20)
            return own.answerer.retriever.evidence(question, scope, asked)

    slow = replace(own.answerer, retriever=Waiting())
    with listening_client(Opening(replace(own, answerer=slow))) as client, ThreadPoolExecutor(1) as pool:
        conversation = begun(client)
        first = pool.submit(ask, client, MEETING, conversation)
        assert entered.wait(20)
        second = client.post("/v1/answers", json={"question": "Why?", "conversation_id": conversation})
        go_on.set()
        assert second.status_code == 409
        assert second.headers["retry-after"] == "1"
        assert second.json()["type"] == "/docs#conversation-busy"
        assert first.result()["text"]
        turns = client.get(f"/v1/conversations/{conversation}").json()["turns"]
        assert [turn["question"] for turn in turns] == [MEETING]


def test_a_question_that_begins_two_conversations_is_each_ones_own(talk: httpx.Client) -> None:
    first, second = begun(talk), begun(talk)
    mine, yours = ask(talk, MEETING, first), ask(talk, MEETING, second)
    assert mine["text"] == yours["text"]
    assert mine["id"] != yours["id"]
    assert talk.delete(f"/v1/conversations/{first}").status_code == 204
    assert talk.get(f"/v1/answers/{mine['id']}").status_code == 404
    assert talk.get(f"/v1/answers/{yours['id']}").json() == yours
    plain = talk.post("/v1/answers", json={"question": MEETING}).json()
    assert talk.get(f"/v1/answers/{plain['id']}").json() == plain
    assert plain["conversation_id"] is None


def test_a_removed_article_answers_no_question_that_it_answered_before(talk: httpx.Client, own: Service) -> None:
    cited = talk.post("/v1/answers", json={"question": MEETING}).json()["citations"][0]
    assert "triumph" in cited["quote"]
    assert remove(own.corpus, [cited["article_id"]]).removed
    assert "triumph" not in talk.post("/v1/answers", json={"question": MEETING}).json()["text"]
