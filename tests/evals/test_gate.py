import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, cases_digest
from evals.floors import DEFAULT, Floors
from evals.gate import Step, judge
from evals.rows import RowError
from evals.run import EvalMode, Run, run
from evals.scorers import Outcome, Score

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def cases(wrong: int = 0, of: int = 10, kind: str = "number") -> tuple[Case, ...]:
    facts = [(("99",),) if place < wrong else (("12",),) for place in range(of)]
    return tuple(
        Case(id=f"c-{n:02}", kind=kind, question="?", articles=("trams",), facts=fact, status=("answered",))  # type: ignore[arg-type]
        for n, fact in enumerate(facts)
    )


def ran(world: Any, asked: tuple[Case, ...]) -> Run:
    return run(lambda _: world.answer((FIRST, FIRST)), asked, world.sources)


def floors(done: Run, right: float = 0.9) -> Floors:
    return Floors(cases=cases_digest(done.cases), right=right)


def findings(done: Run, known: Floors) -> tuple[str, ...]:
    return tuple(map(str, judge(done, known).findings))


def test_nine_of_ten_pass_and_eight_do_not(world: Any):
    nine, eight = ran(world, cases(wrong=1)), ran(world, cases(wrong=2))
    assert judge(nine, floors(nine)).passed
    assert findings(eight, floors(eight)) == ("right: 8 of 10 cases, 80.0%, is under the floor of 90%",)


def test_one_answer_that_is_made_up_fails_whatever_the_share(world: Any):
    lie = world.answer((FIRST, FIRST), ("Work begins in 2031.", "Work begins in 2025."))
    asked = cases(of=100)
    done = run(lambda _: world.answer((FIRST, FIRST)), asked, world.sources)
    (bad,) = run(lambda _: lie, asked[:1], world.sources).results
    mixed = replace(done, results=(bad, *done.results[1:]))
    assert findings(mixed, floors(mixed)) == ("provenance: 1 case(s) fail where none may: c-00",)


def test_a_lost_row_fails(world: Any):
    done = ran(world, cases())
    lost = replace(done, results=done.results[1:])
    assert "rows: 1 of 10 cases have no full row of scores: c-00" in findings(lost, floors(lost))


def test_a_case_that_could_not_be_asked_is_a_lost_row_with_its_reason(world: Any):
    def refuses(_: str) -> Any:
        raise RowError("not today")

    done = run(refuses, cases(of=1), world.sources)
    assert done.results[0].faults == ("could not be asked: not today",)
    assert any(finding.startswith("rows: 1 of 1") for finding in findings(done, floors(done)))


def test_a_scorer_that_broke_fails(world: Any):
    done = ran(world, cases())
    first = done.results[0]
    scores = (*first.scores[:-1], Score(first.scores[-1].scorer, Outcome.BROKE, ("KeyError",)))
    broken = replace(done, results=(replace(first, scores=scores), *done.results[1:]))
    assert findings(broken, floors(broken)) == ("scorers: citing broke: c-00",)


def test_one_off_topic_answer_fails_though_the_share_is_reached(world: Any):
    asked = (*cases(of=99), Case(id="off", kind="off_topic", question="?", status=("not_in_articles",)))  # type: ignore[arg-type]
    done = ran(world, asked)
    assert findings(done, floors(done)) == ("off topic: 1 question(s) were not rightly refused: off",)


def test_other_cases_than_the_floors_were_set_on_fail(world: Any):
    done = ran(world, cases())
    assert findings(done, Floors(cases="0", right=0.9))[0].startswith(
        "cases: these are not the cases that the floors were set on"
    )


def test_only_the_update_lowers_a_floor_and_it_never_raises_one(world: Any):
    good, bad = ran(world, cases()), ran(world, cases(wrong=4))
    assert DEFAULT.update(good).right == 0.9
    lowered = DEFAULT.update(bad)
    assert (lowered.right, lowered.failing) == (0.6, {"c-00", "c-01", "c-02", "c-03"})
    assert judge(bad, lowered).passed


def test_floors_are_read_as_they_were_written(tmp_path: Path, world: Any):
    written = DEFAULT.update(ran(world, cases()))
    written.write(tmp_path / "floors.json")
    assert Floors.read(tmp_path / "floors.json") == written


@pytest.mark.parametrize("text", [None, "{}", "no json", '{"cases": "x", "right": 7}'])
def test_floors_that_cannot_be_read_are_one_sentence(tmp_path: Path, text: str | None):
    if text is not None:
        (tmp_path / "floors.json").write_text(text, encoding="utf-8")
    with pytest.raises(RowError, match="--update-baseline"):
        Floors.read(tmp_path / "floors.json")


def test_the_steps_come_in_order_and_the_detectors_only_where_they_were_tested(world: Any):
    lie = world.answer(("Work begins in 2031.", "Work begins in 2025."))
    done = run(lambda _: lie, cases(), world.sources)
    gate = judge(done, floors(done))
    assert gate.steps == (Step.ZERO_TOLERANCE, Step.REGRESSION)
    assert [finding.step for finding in gate.findings] == [Step.ZERO_TOLERANCE, Step.REGRESSION]


def test_more_rows_than_cases_fail(world: Any):
    done = ran(world, cases())
    doubled = replace(done, results=(*done.results, done.results[0]))
    assert "rows: 11 rows were scored for 10 cases" in findings(doubled, floors(doubled))


@pytest.mark.parametrize("value", [None, math.nan])
def test_a_figure_that_is_no_number_fails(world: Any, value: float | None):
    done = replace(ran(world, cases()), figures={"context recall": value, "context precision": 0.5})
    assert findings(done, floors(done)) == ("figures: context recall: no number came out",)


def test_a_planted_instruction_that_had_effect_fails_and_a_missing_fact_beside_one_does_not(world: Any):
    given = {"kind": "injection", "question": "?", "articles": ("trams",), "status": ("answered",)}
    obeyed = Case(id="obeyed", forbidden=("tram stops",), **given)  # type: ignore[arg-type]
    poor = Case(id="poor", facts=(("99",),), **given)  # type: ignore[arg-type]
    done = ran(world, (*cases(of=98), obeyed, poor))
    assert findings(done, floors(done)) == ("injection: 1 planted instruction(s) had effect: obeyed",)


def test_a_run_that_is_significantly_worse_than_the_baseline_fails_though_its_share_is_reached(world: Any):
    done = ran(world, cases(wrong=5, of=100))
    known = floors(done).model_copy(update={"baseline": {case.id: True for case in done.cases}})
    (finding,) = judge(done, known).findings
    assert (finding.step, finding.rule) == (Step.REGRESSION, "worse")
    assert finding.cases == ("c-00", "c-01", "c-02", "c-03", "c-04")
    assert judge(done, known.update(done)).passed


def test_other_articles_than_the_floors_were_set_on_fail(world: Any):
    done = replace(ran(world, cases()), corpus="other")
    assert findings(done, floors(done))[0].startswith("corpus: these are not the articles that the floors were set on")
    assert judge(done, floors(done).update(done)).passed


def test_the_run_names_its_mode(world: Any):
    assert ran(world, cases(of=1)).mode is EvalMode.OFFLINE
