"""The wire against a real server with a real model, which is too small to judge: its word may be a failure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evals.bench.smallmodel import SmallModelMissing, small_model
from evals.judge.endpoint import Endpoint, ReplyForm
from evals.judge.measures import MEASURES
from evals.judge.sample import Sample
from evals.judge.session import measure

FIRST = "The council approved 12 new tram stops on 3 May 2024."
# It asks once, and briefly.
RELEVANCY = MEASURES[1:2]


def test_a_real_small_model_is_asked_recorded_and_replayed(sample: Callable[..., Sample], tmp_path: Path):
    recording = tmp_path / "replies.jsonl"
    try:
        with small_model() as url:
            endpoint = Endpoint(url, "smollm2", form=ReplyForm.JSON_SCHEMA, record=recording, max_tokens=60)
            told = measure([sample(FIRST)], endpoint, RELEVANCY, repeats=1).judged
    except SmallModelMissing as missing:
        pytest.skip(str(missing))
    assert told is not None
    (judgment,) = told.judgments
    (mark,) = judgment.marks
    assert (mark.value is None) != (mark.failure is None)
    assert mark.failure not in ("the judge could not be reached", "the judge did not reply in time")
    replayed = measure(
        [sample(FIRST)], Endpoint(None, None, replay=recording, max_tokens=60), RELEVANCY, repeats=1
    ).judged
    assert replayed == told
