import asyncio
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.judge.library import BaseMetric
from evals.judge.metrics import (
    CitationPrecisionMetric,
    CitationRecallMetric,
    ExistenceMetric,
    FactsMetric,
    ForbiddenMetric,
    ProvenanceMetric,
    SupportedWordingMetric,
    scorer_metrics,
)
from evals.judge.sample import Sample, write_samples
from evals.scorers import SCORERS

FIRST = "The council approved 12 new tram stops on 3 May 2024."
Make = Callable[..., Sample]


def test_every_scorer_is_a_metric_of_ragas_under_its_own_name(world: Any):
    metrics = scorer_metrics([world.article])
    assert [metric.name for metric in metrics] == list(SCORERS)
    assert all(isinstance(metric, BaseMetric) for metric in metrics)


def test_a_metric_says_what_its_scorer_says_and_why(world: Any):
    answer = world.answer((FIRST, FIRST))
    missing = answer.model_copy(
        update={"citations": (answer.citations[0].model_copy(update={"article_id": "trains"}),)}
    )
    with asyncio.Runner() as runner:
        existence = ExistenceMetric([world.article])
        good = runner.run(existence.ascore(answer=answer))
        bad = runner.run(existence.ascore(answer=missing.model_dump(mode="json")))
        made_up = runner.run(ProvenanceMetric().ascore(answer=world.answer(("It approved 13 stops.", FIRST))))
    assert (good.value, good.reason) == (1.0, None)
    assert bad.value == 0.0
    assert "names the article trains, which is not live" in (bad.reason or "")
    assert (made_up.value, "the number 13" in (made_up.reason or "")) == (0.0, True)


def test_the_rows_of_a_file_of_samples_are_scored_as_they_are(sample: Make, tmp_path: Path):
    write_samples(tmp_path / "s.jsonl", [sample(FIRST), sample("It approved some.", name="vague")])
    rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    facts = FactsMetric().batch_score(rows)
    assert [(one.value, one.reason) for one in facts] == [(1.0, None), (0.0, "missing: 12")]
    assert [one.value for one in ForbiddenMetric().batch_score(rows)] == [1.0, 1.0]
    assert [one.value for one in SupportedWordingMetric().batch_score(rows)] == [1.0, 1.0]


def test_the_wording_of_any_response_is_checked_against_its_contexts():
    told = SupportedWordingMetric().score(
        response="Ana Ruiz opened 14 stops [1].", retrieved_contexts=["Ana Ruiz opened 12 stops."]
    )
    assert (told.value, told.reason) == (0.0, "the number 14 stands in no retrieved context")


def test_a_scorer_that_breaks_is_no_score(world: Any, monkeypatch: pytest.MonkeyPatch):
    def breaks(*_: object) -> tuple[str, ...]:
        raise KeyError("gone")

    monkeypatch.setitem(SCORERS, "facts", breaks)
    with pytest.raises(RuntimeError, match="facts broke: KeyError"):
        FactsMetric().score(answer=world.answer((FIRST, FIRST)))


def test_recall_and_precision_of_citations_are_shares_and_of_nothing_there_is_none(world: Any):
    half = world.answer((FIRST, FIRST), ("It approved 13 tram stops.", FIRST))
    lost = half.model_copy(update={"citations": half.citations[:1]})
    held = [world.article]
    recalled = CitationRecallMetric(held).score(answer=half.model_dump(mode="json"))
    assert (recalled.value, recalled.reason) == (0.5, "“It approved 13 tram stops.” has partial support in its quotes")
    precise = CitationPrecisionMetric(held).score(answer=lost)
    assert (precise.value, "cites [2], which is nonexistent" in (precise.reason or "")) == (0.5, True)
    assert math.isnan(CitationPrecisionMetric(held).score(answer=world.refusal()).value)
