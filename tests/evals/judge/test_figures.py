import json
from typing import Any

import pytest

from evals.cases import Case
from evals.floors import DEFAULT, Floors
from evals.gate import judge as gate
from evals.judge.figures import Judged, JudgeFigure, Judgment, Mark
from evals.run import EvalMode, Run, run

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def judgment(*values: float | str, case: str = "a", metric: str = "faithfulness") -> Judgment:
    marks = tuple(Mark(failure=one) if isinstance(one, str) else Mark(value=one) for one in values)
    return Judgment(metric, case, case, marks)


def ran(world: Any, mode: EvalMode) -> Run:
    case = Case.model_validate(
        {"id": "a", "kind": "number", "question": "?", "articles": ["trams"], "facts": [["12"]], "status": ["answered"]}
    )
    return run(lambda _: world.answer((FIRST, FIRST)), [case], world.sources, mode)


def findings(world: Any, judged: Judged, floor: float, mode: EvalMode = EvalMode.REPLAY) -> tuple[str, ...]:
    done = ran(world, mode)
    floors = DEFAULT.update(done).model_copy(update={"judge": {"faithfulness": floor}})
    return tuple(map(str, gate(done, floors, judged=judged).findings))


@pytest.mark.parametrize(
    ("repeats", "value", "disagrees"),
    [
        ((1, 1, 1), 1, False),
        ((0.5, 1, 0), 0.5, True),
        ((1, 1, "late"), 1, True),
        ((1, "late", "late"), None, True),
        (("late", "late", "late"), None, False),
    ],
)
def test_most_repeats_must_have_a_value_and_their_median_counts(
    repeats: tuple[float | str, ...], value: float | None, disagrees: bool
):
    told = judgment(*repeats)
    assert (told.value, told.disagrees) == (value, disagrees)


def test_a_case_that_the_judge_failed_on_makes_no_denominator_smaller():
    figure = JudgeFigure.over("faithfulness", [judgment(1, 1, 1), judgment("late", "late", "late", case="b")])
    assert (figure.told, figure.scored, figure.of) == ("0.50", 1, 2)


def test_a_mean_of_nothing_is_no_score():
    figure = JudgeFigure.over("faithfulness", [judgment("late", "late", "late")])
    assert (figure.mean, figure.told, figure.bounds) == (None, "no score", "–")
    silent = Judged("m", 3, (judgment("late", "late", "empty"),))
    assert silent.silence == "The judge m gave no score in 3 tries, mostly for this reason: late."
    assert Judged("m", 3, (judgment("late", "late", 0),)).silence is None
    assert Judged("m", 3, ()).silence is None


def test_a_replayed_judge_decides_by_its_floor_and_by_every_repeat(world: Any):
    good, flawed = Judged("m", 3, (judgment(1, 1, 1),)), Judged("m", 3, (judgment(1, 1, "late"),))
    assert findings(world, good, 0.9) == ()
    assert findings(world, Judged("m", 3, (judgment(0.5, 0.5, 0.5),)), 0.9) == (
        "judge: faithfulness is 0.50, under the floor of 0.90",
    )
    assert findings(world, flawed, 0.9) == ("judge: 1 of 3 scores failed: a",)
    assert findings(world, Judged("m", 3, ()), 0.9) == ("judge: faithfulness has no score, under the floor of 0.90",)


def test_a_judge_that_was_asked_decides_nothing(world: Any):
    bad = Judged("m", 3, (judgment("late", "late", "late"),))
    assert findings(world, bad, 0.9, EvalMode.JUDGE) == ()


def test_only_a_replay_sets_the_floors_of_a_judge_and_the_update_never_raises_one(world: Any):
    told = Judged("m", 3, (judgment(0.758, 0.758, 0.758),))
    assert DEFAULT.update(ran(world, EvalMode.JUDGE), told).judge == {}
    floors = DEFAULT.update(ran(world, EvalMode.REPLAY), told)
    assert floors.judge == {"faithfulness": 0.75}
    assert floors.update(ran(world, EvalMode.REPLAY), Judged("m", 3, (judgment(1, 1, 1),))).judge == floors.judge
    assert Floors.model_validate_json(floors.model_dump_json()) == floors


def test_the_json_tells_every_repeat_and_every_failure():
    told = Judged("m", 3, (judgment(1, 0, "the judge's reply is empty"),)).as_json()
    assert json.loads(json.dumps(told))["judgments"] == [
        {"metric": "faithfulness", "case": "a", "value": 0.5, "repeats": [1, 0, "the judge's reply is empty"]}
    ]
    assert told["failed"] == [{"metric": "faithfulness", "case": "a", "reasons": ["the judge's reply is empty"]}]
