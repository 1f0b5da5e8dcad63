"""What changed since the baseline, and whether it is more than chance."""

from typing import Any

import pytest

from evals.baseline import Changes
from evals.cases import Case
from evals.floors import Floors
from evals.run import Run, run
from evals.stats import mcnemar

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def ran(world: Any, **right: bool) -> Run:
    cases = tuple(
        Case(
            id=name,
            kind="number",
            question="?",
            articles=("trams",),
            facts=(("12" if good else "99",),),
            status=("answered",),
        )  # type: ignore[arg-type]
        for name, good in right.items()
    )
    return run(lambda _: world.answer((FIRST, FIRST)), cases, world.sources)


def changes(world: Any, then: dict[str, bool], **now: bool) -> Changes:
    return Changes.of(ran(world, **now), Floors(cases="", right=0, baseline=then))


def test_each_case_stands_beside_what_became_of_it_then(world: Any):
    then = {"a": True, "b": False, "c": False, "d": True, "e": True}
    assert changes(world, then, a=False, b=True, c=False, d=True, f=True) == Changes(
        newly_wrong=("a",), newly_right=("b",), still_wrong=("c",), still_right=("d",), new=("f",), gone=("e",)
    )


@pytest.mark.parametrize(
    ("worse", "better", "chance"),
    [(0, 0, 1.0), (1, 0, 0.5), (4, 0, 0.0625), (5, 0, 0.03125), (0, 5, 1.0), (6, 1, 8 / 128), (7, 1, 9 / 256)],
)
def test_the_test_of_mcnemar_is_exact_and_one_sided(worse: int, better: int, chance: float):
    assert mcnemar(worse, better) == pytest.approx(chance, abs=1e-12)


def test_five_cases_that_turn_wrong_are_worse_and_four_are_not(world: Any):
    then = dict.fromkeys("abcdefgh", True)
    assert changes(world, then, **dict.fromkeys("abcde", False), **dict.fromkeys("fgh", True)).worse
    assert not changes(world, then, **dict.fromkeys("abcd", False), **dict.fromkeys("efgh", True)).worse


def test_as_many_that_turn_right_make_it_no_worse(world: Any):
    then = dict.fromkeys("abcde", True) | dict.fromkeys("fghij", False)
    assert not changes(world, then, **dict.fromkeys("abcde", False), **dict.fromkeys("fghij", True)).worse
