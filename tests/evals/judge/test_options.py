from pathlib import Path
from typing import Any

import pytest

from evals.judge.endpoint import Endpoint
from evals.judge.errors import JudgeError
from evals.judge.options import chosen

URL = "http://judge.example/v1"
FILE = Path("replies.jsonl")


def choose(**given: Any) -> Endpoint | None:
    nothing = {"url": None, "model": None, "key_env": None, "record": None, "replay": None}
    return chosen(**{**nothing, "form": None, "timeout": 120.0, **given})


def test_without_a_judge_nothing_is_judged():
    assert choose() is None


def test_a_recording_alone_is_a_judge():
    endpoint = choose(replay=FILE)
    assert endpoint is not None
    assert (endpoint.url, endpoint.model, endpoint.replay) == (None, None, FILE)


def test_the_key_is_read_from_the_variable_that_is_named_and_never_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUDGE_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    endpoint, without = choose(url=URL, model="m", key_env="JUDGE_KEY"), choose(url=URL, model="m")
    assert endpoint is not None and without is not None
    assert (endpoint.key, without.key) == ("sk-secret", None)
    assert "sk-secret" not in repr(endpoint)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"url": URL}, "needs the name of its model: add --judge-model"),
        ({"model": "m"}, "name its endpoint with --judge"),
        ({"record": FILE}, "name its endpoint with --judge"),
        ({"url": URL, "model": "m", "record": FILE, "replay": FILE}, "give one of them"),
        ({"url": "judge.example", "model": "m"}, "is not an address"),
        ({"url": URL, "model": "m", "key_env": "NO_SUCH_KEY"}, "NO_SUCH_KEY that --judge-key-env names holds no key"),
    ],
)
def test_options_that_do_not_fit_are_one_sentence(given: dict[str, Any], told: str):
    with pytest.raises(JudgeError, match=told):
        choose(**given)
