from typing import Any

import httpx
import pytest

POINTS = "How many points does the peace plan have?"
ARMY = "How many troops may the army have?"


def ask(client: httpx.Client, question: str, **body: Any) -> dict[str, Any]:
    reply = client.post("/v1/answers", json={"question": question, **body})
    assert reply.status_code == 200, reply.text
    return reply.json()


@pytest.mark.parametrize("question", [POINTS, ARMY, "Where did the delegates meet?", "What was the attack string?"])
def test_every_quote_stands_in_the_article_version_that_it_names(client: httpx.Client, question: str):
    answer = ask(client, question)
    assert answer["citations"]
    for citation in answer["citations"]:
        at = {"version": citation["article_version"]}
        article = client.get(f"/v1/articles/{citation['article_id']}", params=at).json()
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert answer["text"][citation["marker_start"] : citation["marker_end"]] == f"[{citation['number']}]"


def test_every_statement_stands_in_the_text_and_is_cited(client: httpx.Client):
    answer = ask(client, ARMY)
    numbers = {citation["number"] for citation in answer["citations"]}
    assert answer["status"] == "answered"
    assert "600,000" in answer["text"]
    for statement in answer["statements"]:
        assert answer["text"][statement["start"] : statement["end"]] == statement["text"]
        assert statement["citations"]
        assert set(statement["citations"]) <= numbers


def test_an_answer_is_read_again_exactly_as_it_was_given(client: httpx.Client):
    answer = ask(client, ARMY)
    assert client.get(f"/v1/answers/{answer['id']}").json() == answer


def test_what_the_articles_do_not_say_is_refused_without_citations(client: httpx.Client):
    answer = ask(client, "Who won the world chess championship?")
    assert answer["status"] == "not_in_articles"
    assert not answer["citations"]
    assert not answer["statements"]
    assert answer["nearest"]


def test_both_sides_are_given_where_the_articles_differ(client: httpx.Client):
    answer = ask(client, POINTS)
    assert answer["status"] == "conflicting"
    sides = [side["text"] for side in answer["conflicts"][0]["sides"]]
    assert ["28" in sides[0], "20" in sides[1]] == [True, True]
    assert answer["newest_source"] == "2025-12-10"


def test_filters_leave_out_the_articles_that_they_exclude(client: httpx.Client):
    answer = ask(client, POINTS, filters={"published_before": "2025-12-01"})
    assert {citation["publisher"] for citation in answer["citations"]} == {"The Meridian"}


@pytest.mark.parametrize("filters", [None, {}, {"published_after": None}])
def test_filters_left_out_or_null_leave_no_article_out(client: httpx.Client, filters: object):
    assert ask(client, ARMY, filters=filters)["text"] == ask(client, ARMY)["text"]


def test_filters_that_exclude_everything_end_in_a_refusal(client: httpx.Client):
    answer = ask(client, POINTS, filters={"publishers": ["Nobody"]})
    assert answer["status"] == "not_in_articles"
    assert not answer["citations"]


def test_many_questions_at_once_get_the_answers_that_each_gets_alone(client: httpx.Client, address: str):
    from concurrent.futures import ThreadPoolExecutor

    questions = [POINTS, ARMY, "Where did the delegates meet?", "Who won the world chess championship?"] * 3
    alone = {question: ask(client, question)["text"] for question in set(questions)}
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda question: ask(client, question)["text"], questions))
    assert together == [alone[question] for question in questions]
