import gzip
import json
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.judge.endpoint import Endpoint
from evals.judge.errors import JudgeError
from evals.judge.figures import Judged
from evals.judge.measures import MEASURES, Measure
from evals.judge.sample import Sample
from evals.judge.session import measure
from evals.rows import RowError

FIRST = "The council approved 12 new tram stops on 3 May 2024."
SHORT = (MEASURES[0], MEASURES[4])  # faithfulness, which asks twice, and context_recall, which asks once
At = Callable[..., Endpoint]
Make = Callable[..., Sample]


@pytest.fixture
def samples(sample: Make) -> list[Sample]:
    # The answers are the same, so that two cases ask the same of the judge at the same time.
    return [sample(FIRST, name="a"), sample(FIRST, name="b"), sample(name="refused")]


@pytest.fixture
def unplugged(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a replay opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def judged(samples: list[Sample], endpoint: Endpoint, measures: Sequence[Measure] = SHORT, repeats: int = 2) -> Judged:
    told = measure(samples, endpoint, measures, repeats).judged
    assert told is not None
    return told


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_replay_without_network_says_to_the_byte_what_was_recorded(
    judge: Any, at: At, samples: list[Sample], tmp_path: Path, request: pytest.FixtureRequest
):
    name = "replies.jsonl.gz"
    # A judge that never says the same twice: the repeats differ, and a replay gives each its own reply.
    right, asked = judge.says, iter(range(10_000))

    def wavers(prompt: str) -> tuple[int, str]:
        status, text = right(prompt)
        lie = next(asked) % 3 == 0
        return status, text.replace('\\"verdict\\": 1', '\\"verdict\\": 0') if lie else text

    judge.says = wavers
    recorded = judged(samples, at(record=tmp_path / name), MEASURES, 3)
    assert any(one.disagrees for one in recorded.judgments)
    sent = len(judge.bodies)
    request.getfixturevalue("unplugged")
    first, second = (judged(samples, at(replay=tmp_path / name), MEASURES, 3) for _ in range(2))
    told = [json.dumps(one.as_json()) for one in (recorded, first, second)]
    assert told[0] == told[1] == told[2]
    assert len(judge.bodies) == sent


def test_a_recording_is_one_line_a_reply_without_the_key_or_any_header(
    judge: Any, at: At, samples: list[Sample], tmp_path: Path
):
    right = judge.says
    judge.says = lambda prompt: (right(prompt)[0], right(prompt)[1].replace('"m"', '"told sk-secret"'))
    judged(samples, at(record=tmp_path / "r.jsonl", key="sk-secret"))
    assert {one["authorization"] for one in judge.headers} == {"Bearer sk-secret"}
    text = (tmp_path / "r.jsonl").read_text(encoding="utf-8")
    assert "sk-secret" not in text and "authorization" not in text.lower()
    rows = lines(tmp_path / "r.jsonl")
    assert len(rows) == len(judge.bodies)
    assert {frozenset(row) for row in rows} == {frozenset({"path", "model", "repeat", "body", "status", "text"})}
    assert {(row["path"], row["model"]) for row in rows} == {("/v1/chat/completions", "m")}
    assert {row["repeat"] for row in rows} == {1, 2}


def test_what_is_recorded_is_not_asked_again_and_what_failed_is(
    judge: Any, at: At, samples: list[Sample], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)
    right = judge.says
    judge.says = lambda prompt: (503, "{}") if "classifications" in prompt else right(prompt)
    broken = judged(samples, at(record=tmp_path / "r.jsonl"))
    assert {one.metric for one in broken.failed} == {"context_recall"}
    judge.says, sent = right, len(judge.bodies)
    whole = judged(samples, at(record=tmp_path / "r.jsonl"))
    assert whole.failed == ()
    assert {"classifications" in str(body) for body in judge.bodies[sent:]} == {True}


def test_two_recordings_of_the_same_are_the_same_file(judge: Any, at: At, samples: list[Sample], tmp_path: Path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        judged(samples, at(record=tmp_path / name))
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()).count(b"\n") == len(judge.bodies) / 2


def test_what_a_recording_does_not_hold_ends_a_replay_with_the_metric_and_the_case(
    judge: Any, at: At, samples: list[Sample], sample: Make, tmp_path: Path
):
    judged(samples, at(record=tmp_path / "r.jsonl"))
    with pytest.raises(JudgeError, match=r"holds no reply to what faithfulness asks about the case new: record again"):
        judged([*samples, sample("Something else.", name="new")], at(replay=tmp_path / "r.jsonl"))
    with pytest.raises(JudgeError, match="holds no reply"):
        judged(samples, at(replay=tmp_path / "r.jsonl"), repeats=3)


def test_another_model_than_was_recorded_ends_a_replay(judge: Any, at: At, samples: list[Sample], tmp_path: Path):
    judged(samples, at(record=tmp_path / "r.jsonl"))
    with pytest.raises(JudgeError, match=r"was recorded with m, not with other: name that model with --judge-model"):
        measure(samples, at(replay=tmp_path / "r.jsonl", model="other"))
    assert judged(samples, at(replay=tmp_path / "r.jsonl", model=None)).model == "m"


def test_a_recording_of_two_models_asks_which(judge: Any, at: At, samples: list[Sample], tmp_path: Path):
    for model in ("m", "n"):
        measure(samples, at(record=tmp_path / "r.jsonl", model=model), MEASURES[:1], 1)
    with pytest.raises(JudgeError, match="was recorded with m, n: name one of them"):
        measure(samples, at(replay=tmp_path / "r.jsonl", model=None))
    assert measure(samples, at(replay=tmp_path / "r.jsonl", model="n"), MEASURES[:1], 1).judged


def test_a_recording_that_is_missing_or_broken_is_one_sentence(at: At, samples: list[Sample], tmp_path: Path):
    with pytest.raises(RowError, match="is not there"):
        measure(samples, at(replay=tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl").write_text('{"path": 3}\n', encoding="utf-8")
    with pytest.raises(RowError, match="line 1: path"):
        measure(samples, at(replay=tmp_path / "bad.jsonl"))
    with pytest.raises(JudgeError, match="cannot be written to"):
        measure(samples, at(record=tmp_path))


def test_another_address_replays_where_its_path_is_the_same(
    judge: Any, at: At, samples: list[Sample], tmp_path: Path, request: pytest.FixtureRequest
):
    judged(samples, at(record=tmp_path / "r.jsonl"))
    request.getfixturevalue("unplugged")
    elsewhere = replace(at(replay=tmp_path / "r.jsonl"), url="https://judge.example/v1")
    assert judged(samples, elsewhere).failed == ()
