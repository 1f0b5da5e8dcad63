import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evals.judge.errors import JudgeError
from evals.judge.sample import Context, Sample
from evals.judge.session import measure

FIRST = "The council approved 12 new tram stops on 3 May 2024."
Make = Callable[..., Sample]


def figures(samples: list[Sample]) -> dict[str, tuple[int, float]]:
    told = measure(samples)
    assert told.judged is None
    return {one.name: (one.n, round(one.mean, 6)) for one in told.retrieval}


def found(sample: Sample, *contexts: tuple[str, str]) -> Sample:
    return replace(sample, retrieved=tuple(Context(*one) for one in contexts))


def test_the_four_metrics_of_ragas_that_need_no_model_are_means_over_the_cases_they_apply_to(sample: Make):
    asked = sample(FIRST)
    wanted = asked.wanted[0].text
    half = found(asked, ("bees", "Beekeepers lost a third of their hives."), ("trams", wanted))
    nothing = replace(asked, case=asked.case.model_copy(update={"articles": ()}), wanted=())
    assert figures([found(asked, ("trams", wanted)), half, nothing]) == {
        "id_based_context_precision": (2, 0.75),
        "id_based_context_recall": (2, 1),
        "non_llm_context_precision_with_reference": (2, 0.75),
        "non_llm_context_recall": (2, 1),
    }


def test_where_nothing_was_found_the_figures_are_nought_and_where_nothing_was_wanted_there_are_none(sample: Make):
    asked = sample(FIRST)
    blind = replace(asked, retrieved=())
    assert set(figures([asked, blind]).values()) == {(2, 0.5)}
    assert figures([replace(asked, case=asked.case.model_copy(update={"articles": ()}), wanted=())]) == {}


def test_figures_of_the_retrieval_are_told_as_such_and_never_as_faithfulness(sample: Make):
    told = measure([sample(FIRST)]).retrieval_json()
    assert set(told) == {
        "id_based_context_precision",
        "id_based_context_recall",
        "non_llm_context_precision_with_reference",
        "non_llm_context_recall",
    }
    assert all(one == {"n": 1, "mean": pytest.approx(1)} and not math.isnan(one["mean"]) for one in told.values())


def test_a_number_that_ragas_does_not_give_is_no_figure(sample: Make, monkeypatch: pytest.MonkeyPatch):
    from evals.judge import retrieval

    async def nothing(_: Any) -> float:
        return math.nan

    broken = type("Broken", (), {"name": "id_based_broken", "single_turn_ascore": staticmethod(nothing)})
    monkeypatch.setattr(retrieval, "RETRIEVAL", (broken,))
    with pytest.raises(JudgeError, match="no number for id_based_broken"):
        measure([sample(FIRST)])
