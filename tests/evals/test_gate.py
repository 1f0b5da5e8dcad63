from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, cases_digest
from evals.gate import DEFAULT, Floors, judge
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


def test_nine_of_ten_pass_and_eight_do_not(world: Any):
    nine, eight = ran(world, cases(wrong=1)), ran(world, cases(wrong=2))
    assert judge(nine, floors(nine)).passed
    assert judge(eight, floors(eight)).findings == ("right: 8 of 10 cases, 80.0%, is under the floor of 90%",)


def test_one_answer_that_is_made_up_fails_whatever_the_share(world: Any):
    lie = world.answer((FIRST, FIRST), ("Work begins in 2031.", "Work begins in 2025."))
    asked = cases(of=100)
    done = run(lambda _: world.answer((FIRST, FIRST)), asked, world.sources)
    (bad,) = run(lambda _: lie, asked[:1], world.sources).results
    mixed = replace(done, results=(bad, *done.results[1:]))
    assert judge(mixed, floors(mixed)).findings == ("provenance: 1 case(s) fail where none may: c-00",)


def test_a_lost_row_fails(world: Any):
    done = ran(world, cases())
    lost = replace(done, results=done.results[1:])
    assert "rows: 1 of 10 cases have no full row of scores: c-00" in judge(lost, floors(lost)).findings


def test_a_case_that_could_not_be_asked_is_a_lost_row_with_its_reason(world: Any):
    def refuses(_: str) -> Any:
        raise RowError("not today")

    done = run(refuses, cases(of=1), world.sources)
    assert done.results[0].faults == ("could not be asked: not today",)
    assert any(finding.startswith("rows: 1 of 1") for finding in judge(done, floors(done)).findings)


def test_a_scorer_that_broke_fails(world: Any):
    done = ran(world, cases())
    first = done.results[0]
    scores = (*first.scores[:-1], Score(first.scores[-1].scorer, Outcome.BROKE, ("KeyError",)))
    broken = replace(done, results=(replace(first, scores=scores), *done.results[1:]))
    assert judge(broken, floors(broken)).findings == ("scorers: articles broke; the report says where",)


def test_one_off_topic_answer_fails_though_the_share_is_reached(world: Any):
    asked = (*cases(of=99), Case(id="off", kind="off_topic", question="?", status=("not_in_articles",)))  # type: ignore[arg-type]
    done = ran(world, asked)
    assert judge(done, floors(done)).findings == ("off topic: 1 question(s) were not rightly refused: off",)


def test_other_cases_than_the_floors_were_set_on_fail(world: Any):
    done = ran(world, cases())
    assert judge(done, Floors(cases="0", right=0.9)).findings[0].startswith("cases: they are not those")


def test_only_the_update_lowers_a_floor_and_it_never_raises_one(world: Any):
    good, bad = ran(world, cases()), ran(world, cases(wrong=4))
    assert DEFAULT.update(good).right == 0.9
    lowered = DEFAULT.update(bad)
    assert (lowered.right, lowered.failing) == (0.6, ("c-00", "c-01", "c-02", "c-03"))
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


def test_the_run_names_its_mode(world: Any):
    assert ran(world, cases(of=1)).mode is EvalMode.OFFLINE
