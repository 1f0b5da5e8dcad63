"""The speed bench: the stages worked out by hand, and the command on the sample articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.bench import speed
from evals.bench.coldstart import ColdStartFailed, cold_start
from evals.bench.journey import bench_speed
from evals.bench.memory import peak_mb, resident_mb
from evals.bench.questions import Question
from evals.options import SEEDS
from evals.rows import RowError

ASKED = Question(id="q", question="?")


def test_stages_are_what_the_answer_says_and_what_no_step_took(world: Any):
    timings = {"retrieve": 70.0, "draft": 5.0, "verify": 20.0, "total": 100.0}
    answered = world.answer(("Work begins in 2025.",) * 2).model_copy(update={"timings": timings})
    refused = world.refusal(timings={"retrieve": 40.0, "total": 41.0})
    replies = iter([(answered, {"embed": 10.0, "rerank": 50.0}), (None, {}), (refused, {"embed": 8.0})])
    timed = speed.measure(lambda _: next(replies), [ASKED] * 3)
    assert timed[0].stages == {**timings, "embed": 10.0, "rerank": 50.0, "rest": 10.0, "other": 5.0}
    rows = speed.stages(timed)
    assert list(rows) == ["total", "retrieve", "embed", "rerank", "rest", "draft", "verify", "other"]
    assert rows["total"] == {"n": 2, "p50_ms": 41.0, "p90_ms": 100.0, "p99_ms": 100.0}
    assert rows["draft"]["n"] == 1
    assert {status: row["n"] for status, row in speed.by_status(timed).items()} == {"answered": 1, "not_in_articles": 1}


def test_cold_figures_are_medians():
    starts = [dict.fromkeys(speed.COLD, seconds) for seconds in (1.0, 9.0, 2.0)]
    assert speed.cold(starts) == {"n": 3, **dict.fromkeys(speed.COLD, 2.0)}


def test_the_sample_articles_are_timed_warm_and_cold_and_drawn(tmp_path: Path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "question": "How many points does the revised plan have?"}), "utf-8")
    chart, folder = tmp_path / "speed.html", tmp_path / "data"
    figures = bench_speed(SEEDS, questions, folder, None, 1, chart)
    warm, cold, memory = figures["warm"], figures["cold"], figures["memory_mb"]
    assert figures["questions"] == warm["total"]["n"] == 1
    inside = sum(warm[stage]["p50_ms"] for stage in (*speed.PARTS, "rest"))
    assert abs(inside - warm["retrieve"]["p50_ms"]) < 0.5
    assert all(warm[stage]["p50_ms"] > 0 for stage in speed.PARTS)
    assert cold["to_first_answer"] >= max(cold["start"], cold["first"]) > 0
    assert figures["indexing"]["articles"] == 5 and figures["indexing"]["passages_per_second"] > 0
    assert memory["answered"] >= memory["opened"] > 50
    assert "First answer of a fresh process" in chart.read_text(encoding="utf-8")
    # What is there already is asked as it is, and nothing was indexed.
    again = bench_speed(None, questions, folder, None, 0, None)
    assert again["indexing"] is None and again["cold"] is None


def test_a_chart_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path):
    with pytest.raises(RowError, match="chart cannot be written"):
        bench_speed(
            SEEDS, SEEDS.parent / "evals" / "cases", tmp_path / "data", None, 0, tmp_path / "missing" / "speed.html"
        )
    assert not (tmp_path / "data").exists()


def test_a_fresh_process_that_cannot_answer_says_why(tmp_path: Path):
    with pytest.raises(ColdStartFailed, match="fresh process could not answer: "):
        cold_start(tmp_path / "data", "")


def test_memory_is_that_of_the_process_or_nothing():
    held, peak = resident_mb(), peak_mb()
    assert held is not None and 20 < held < 10_000
    assert peak is None or peak >= held * 0.9
    assert resident_mb(2**22 + 1) is None
