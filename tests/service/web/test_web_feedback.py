import json

import httpx
import pytest

from service.keys import Keys, KeyScope
from service.web.admission import Admission
from service.web.health import Opening, Service


def given(client: httpx.Client) -> str:
    return client.post("/v1/answers", json={"question": "How many troops may the army have?"}).json()["id"]


def say(client: httpx.Client, answer_id: str, **body: object) -> httpx.Response:
    return client.post(f"/v1/answers/{answer_id}/feedback", json=body)


def test_what_readers_say_is_kept_for_the_newsroom_the_newest_first(
    service: Service, listening_client, tmp_path
) -> None:
    keys = Keys(tmp_path)
    _, secret = keys.create("newsroom", KeyScope.ADMIN)
    with listening_client(Opening(service), admission=Admission(keys)) as client:
        answer_id = given(client)
        assert say(client, answer_id, rating="helpful").status_code == 204
        assert say(client, answer_id, rating="wrong", comment="  It was 20 points.  ").status_code == 204
        admin = {"Authorization": f"Bearer {secret}"}
        listed = client.get("/v1/feedback", params={"limit": 2}, headers=admin).json()["feedback"]
        assert [(one["answer_id"], one["rating"], one["comment"]) for one in listed] == [
            (answer_id, "wrong", "It was 20 points."),
            (answer_id, "helpful", None),
        ]
        wrong = client.get("/v1/feedback", params={"rating": "wrong"}, headers=admin).json()["feedback"]
        assert {one["rating"] for one in wrong} == {"wrong"}


def test_what_readers_say_is_not_for_readers(client: httpx.Client) -> None:
    assert client.get("/v1/feedback").status_code == 401


def test_feedback_is_counted(client: httpx.Client) -> None:
    def counted() -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if 'onrecord_feedback_total{rating="wrong"}' in line)

    before = counted()
    say(client, given(client), rating="wrong")
    assert counted() == before + 1


@pytest.mark.parametrize(
    "body",
    [{}, {"rating": "fine"}, {"rating": "wrong", "comment": "x" * 2_001}, {"rating": "wrong", "comment": "\ud800"}],
)
def test_feedback_that_cannot_be_taken_is_refused(client: httpx.Client, body: dict[str, str]) -> None:
    content = json.dumps(body)
    path = f"/v1/answers/{given(client)}/feedback"
    assert client.post(path, content=content, headers={"Content-Type": "application/json"}).status_code == 422


def test_feedback_on_no_answer_is_told_so(client: httpx.Client) -> None:
    assert say(client, "none", rating="helpful").status_code == 404


def test_feedback_goes_with_its_answer(client: httpx.Client, service: Service) -> None:
    conversation = client.post("/v1/conversations").json()["id"]
    body = {"question": "How many troops may the army have?", "conversation_id": conversation}
    answer_id = client.post("/v1/answers", json=body).json()["id"]
    say(client, answer_id, rating="wrong", comment="I do not think so.")
    assert client.delete(f"/v1/conversations/{conversation}").status_code == 204
    assert answer_id not in [one.answer_id for one in service.feedback.latest(500)]
