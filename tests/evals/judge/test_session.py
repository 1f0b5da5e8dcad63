import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.judge.endpoint import Endpoint, ReplyForm
from evals.judge.errors import JudgeError
from evals.judge.figures import Judged, Mark
from evals.judge.measures import MEASURES
from evals.judge.sample import Sample
from evals.judge.session import measure

FIRST = "The council approved 12 new tram stops on 3 May 2024."
MADE_UP = "The mayor resigned."
FAITHFULNESS = MEASURES[:1]
At = Callable[..., Endpoint]
Make = Callable[..., Sample]


def judged(samples: list[Sample], endpoint: Endpoint, **given: Any) -> Judged:
    told = measure(samples, endpoint, **given).judged
    assert told is not None
    return told


def values(told: Judged) -> dict[tuple[str, str], float | None]:
    return {(one.metric, one.case): one.value for one in told.judgments}


def completion(text: str | None, finish: str = "stop") -> tuple[int, str]:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return 200, json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


def test_all_five_metrics_of_ragas_get_right_scores_from_a_judge_that_is_right(judge: Any, at: At, sample: Make):
    true = sample(FIRST, name="true")
    half = sample(FIRST, MADE_UP, name="half", facts=(("12",), ("14",)))
    told = judged([true, half], at())
    assert values(told) == {
        ("faithfulness", "true"): 1,
        ("answer_relevancy", "true"): pytest.approx(1),
        ("factual_correctness_recall", "true"): 1,
        ("context_precision", "true"): pytest.approx(1),
        ("context_recall", "true"): 1,
        ("faithfulness", "half"): 0.5,
        ("answer_relevancy", "half"): pytest.approx(1),
        ("factual_correctness_recall", "half"): 0.5,
        ("context_precision", "half"): pytest.approx(1),
        ("context_recall", "half"): 0.5,
    }
    assert {one.metric: one.told for one in told.figures}["faithfulness"] == "0.75"
    assert all(len(one.marks) == 3 and not one.failures for one in told.judgments)
    assert {body["model"] for body in judge.bodies} == {"m"}
    assert {(body["temperature"], body["max_tokens"]) for body in judge.bodies} == {(0, 4096)}


def test_a_refusal_is_not_asked_about_what_only_answers_have(at: At, sample: Make):
    told = judged([sample()], at())
    assert [one.metric for one in told.judgments] == ["context_precision", "context_recall"]


def test_the_median_of_three_counts_and_disagreement_is_told(judge: Any, at: At, sample: Make):
    verdicts = iter([1, 0, 1])

    def wavers(prompt: str) -> tuple[int, str]:
        if '"context"' not in prompt.rsplit("input: ", 1)[1]:
            return completion(json.dumps({"statements": ["one"]}))
        row = {"statement": "one", "reason": "", "verdict": next(verdicts)}
        return completion(json.dumps({"statements": [row]}))

    judge.says = wavers
    told = judged([sample(FIRST)], at(), measures=FAITHFULNESS)
    (figure,) = told.figures
    assert sorted(told.judgments[0].values) == [0, 1, 1]
    assert (figure.told, figure.scored, figure.of, figure.disagree) == ("1.00", 1, 1, 1)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (completion("I think that all of it is true."), "the judge's reply is not the JSON that it was asked for"),
        (completion('{"statements": NaN}'), "the judge's reply is not the JSON that it was asked for"),
        (completion('{"statements": "none"}'), "the judge's reply is not the JSON that it was asked for"),
        (completion(""), "the judge's reply is empty"),
        (completion(None), "the judge's reply is empty"),
        (completion('{"statements": []}'), "the judge named no statements"),
        (completion('{"statements": ["o', "length"), "the judge's reply was cut off"),
        ((200, "<html>"), "the judge's reply is not a chat completion"),
        ((200, "{}"), "the judge's reply is not a chat completion"),
        ((429, '{"error": {"message": "slow down"}}'), "the judge replied with the error 429, too many requests"),
        ((500, "{}"), "the judge replied with the error 500"),
        ((404, '{"error": {"message": "no such model"}}'), "the judge replied with the error 404"),
    ],
)
def test_a_bad_reply_is_a_recorded_failure_with_its_reason(
    judge: Any, at: At, sample: Make, tmp_path: Path, reply: tuple[int, str], why: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)
    judge.replies(reply)
    told = judged([sample(FIRST)], at(tmp_path / "r.jsonl"), measures=FAITHFULNESS, repeats=1)
    assert told.judgments[0].marks == (Mark(failure=why),)
    (figure,) = told.figures
    assert (figure.scored, figure.of, figure.mean) == (0, 1, None)
    replayed = judged([sample(FIRST)], at(replay=tmp_path / "r.jsonl"), measures=FAITHFULNESS, repeats=1)
    assert replayed == told


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ([{"statement": "one", "reason": "", "verdict": 1}], "the judge gave 1 verdicts on 2 statements"),
        (
            [{"statement": s, "reason": "", "verdict": 5} for s in ("one", "two")],
            "the judge gave the verdict 5, which is neither 0 nor 1",
        ),
        ([], "the judge named no statements"),
    ],
)
def test_verdicts_that_would_raise_the_score_are_failures(
    judge: Any, at: At, sample: Make, second: list[dict[str, Any]], why: str
):
    judge.replies(completion('{"statements": ["one", "two"]}'), completion(json.dumps({"statements": second})))
    told = judged([sample(FIRST)], at(), measures=FAITHFULNESS, repeats=1)
    assert told.judgments[0].failures == (why,)


def test_a_judge_that_does_not_reply_in_time_is_a_failure(judge: Any, at: At, sample: Make):
    def late(_: str) -> tuple[int, str]:
        judge.released.wait(20)
        return 500, ""

    judge.says = late
    told = judged([sample(FIRST)], at(timeout=0.2), measures=FAITHFULNESS, repeats=1)
    assert told.judgments[0].failures == ("the judge did not reply in time",)


def test_a_judge_that_gives_no_number_is_a_failure_of_every_score(judge: Any, at: At, sample: Make):
    judge.replies(completion('{"statements": NaN, "verdict": NaN, "classifications": NaN, "claims": NaN}'))
    told = judged([sample(FIRST)], at())
    assert {why for one in told.judgments for why in one.failures} == {
        "the judge's reply is not the JSON that it was asked for"
    }
    assert [len(one.failures) for one in told.judgments] == 5 * [3]
    assert [one.told for one in told.figures] == 5 * ["no score"]


def test_a_judge_that_refuses_everything_is_not_asked_for_ever(judge: Any, at: At, sample: Make, tmp_path: Path):
    judge.replies((429, '{"error": {"message": "slow down"}}'))
    judge.wait = ("Retry-After", "0.2")
    started = time.monotonic()
    told = judged([sample(FIRST)], at(tmp_path / "r.jsonl"))
    assert [len(one.failures) for one in told.judgments] == 5 * [3]
    # Those that were under way when the first refusal came, and five more, each after the wait that it asked for.
    assert len(judge.bodies) <= 8 + 5
    assert time.monotonic() - started >= 5 * 0.2
    assert judged([sample(FIRST)], at(replay=tmp_path / "r.jsonl")) == told


def test_a_judge_that_lets_itself_be_asked_after_the_wait_that_it_names_scores_all(judge: Any, at: At, sample: Make):
    right, refusals = judge.says, iter(range(8))

    def busy(prompt: str) -> tuple[int, str]:
        return right(prompt) if next(refusals, None) is None else (429, "{}")

    judge.says, judge.wait = busy, ("Retry-After", "0.2")
    told = judged([sample(FIRST)], at())
    assert [len(one.values) for one in told.judgments] == 5 * [3]


def test_a_wait_that_is_longer_than_a_reply_may_take_is_not_waited_for(judge: Any, at: At, sample: Make):
    judge.replies((429, "{}"))
    judge.wait = ("Retry-After", "60")
    started = time.monotonic()
    told = judged([sample(FIRST)], at(timeout=20))
    assert time.monotonic() - started < 30
    assert {why for one in told.judgments for why in one.failures} == {
        "the judge replied with the error 429, too many requests"
    }
    assert len(judge.bodies) <= 8


def test_a_reply_that_cannot_be_read_is_asked_for_once_more(judge: Any, at: At, sample: Make):
    good = json.dumps({"statements": [{"statement": "one", "reason": "", "verdict": 1}]})
    judge.replies(completion("Well."), completion('{"statements": ["one"]}'), completion(good))
    told = judged([sample(FIRST)], at(), measures=FAITHFULNESS, repeats=1)
    assert told.judgments[0].values == (1,)


@pytest.mark.parametrize(
    ("form", "sent"),
    [(ReplyForm.JSON, "json_object"), (ReplyForm.JSON_SCHEMA, "json_schema"), (ReplyForm.MD_JSON, None)],
)
def test_a_weak_server_can_be_asked_in_another_form_which_its_replay_knows(
    judge: Any, at: At, sample: Make, form: ReplyForm, sent: str | None, tmp_path: Path
):
    told = judged([sample(FIRST)], at(tmp_path / "r.jsonl", form=form), measures=FAITHFULNESS, repeats=1)
    assert told.judgments[0].values == (1,)
    assert judged([sample(FIRST)], at(replay=tmp_path / "r.jsonl"), measures=FAITHFULNESS, repeats=1) == told
    assert {body.get("response_format", {}).get("type") for body in judge.bodies} == {sent}


def test_a_judge_that_is_not_there_is_one_sentence(sample: Make):
    with pytest.raises(JudgeError, match="cannot be reached: check --judge"):
        measure([sample(FIRST)], Endpoint("http://127.0.0.1:9/v1", "m"))


def test_a_judge_that_refuses_the_key_is_one_sentence(judge: Any, at: At, sample: Make):
    judge.models = (401, "{}")
    with pytest.raises(JudgeError, match="refuses the key"):
        measure([sample(FIRST)], at())
    assert not judge.bodies
