"""What the detectors must find: the targets, or what was reached where that is less."""

import math
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, cases_digest, read_cases
from evals.detection import Found, Tried
from evals.floors import DEFAULT, Floors
from evals.gate import Step, judge, judge_detectors
from evals.mutations import CONTROLS, FABRICATIONS
from evals.planting import MOVED, Planted
from evals.run import run
from evals.selftest import SelfTest
from service.answers import Verdict

ROOT = Path(__file__).parents[2]
FIRST = "The council approved 12 new tram stops on 3 May 2024."
# As the design of the evals has them.
TARGETS = {
    **dict.fromkeys(("number_foreign", "entity_foreign", "quote_edited", "quote_invented"), 0.99),
    **dict.fromkeys(("date_shifted", "negation_added", "negation_dropped", "antonym", "unit", "magnitude"), 0.95),
    **dict.fromkeys(("number_from_article", "entity_from_article", "hedge_removed"), 0.85),
    "speaker_swapped": 0.75,
}


def claims(kind: str, caught: int, of: int, *, true: bool = False, evals: int | None = None) -> list[Tried]:
    """So many claims of one kind, the first of them caught."""

    def found(count: int, place: int) -> Found:
        wrong = place < count
        return Found(Verdict.UNSUPPORTED if wrong else Verdict.SUPPORTED, 0.1 if wrong else 0.9)

    return [
        Tried(
            Planted(kind, true, "trams", f"{kind} {place}", ("A quote.",), "An article."),
            {"service": found(caught, place), "evals": found(caught if evals is None else evals, place)},
            {"service": 0.0, "evals": 0.0},
        )
        for place in range(of)
    ]


def test_the_committed_floors_state_the_real_targets_and_no_class_is_left_out():
    floors = Floors.read(ROOT / "evals" / "floors.json").detectors
    assert floors
    assert set(floors.recall) == {MOVED, *FABRICATIONS}
    assert {kind: bound.target for kind, bound in floors.recall.items() if bound.target is not None} == TARGETS
    assert set(floors.alarms) == {"verbatim", *CONTROLS}
    assert {bound.target for bound in floors.alarms.values()} == {0.02}
    assert all(
        (bound.service or 0) <= (1 if bound.target is None else bound.target) for bound in floors.recall.values()
    )


def test_the_committed_baseline_is_of_the_committed_cases():
    floors, cases = Floors.read(ROOT / "evals" / "floors.json"), read_cases(ROOT / "evals" / "cases")
    assert floors.cases == cases_digest(cases)
    assert set(floors.baseline) == {case.id for case in cases}
    assert floors.right >= 0.9


def test_a_floor_is_the_target_or_what_was_reached_where_that_is_less():
    test = SelfTest(1, tuple(claims("antonym", 20, 20, evals=7) + claims("verbatim", 1, 10, true=True, evals=0)))
    floors = DEFAULT.retested(test).detectors
    assert floors
    assert (floors.recall["antonym"].service, floors.recall["antonym"].evals) == (0.95, 0.35)
    assert (floors.alarms["verbatim"].service, floors.alarms["verbatim"].evals) == (0.1, 0.02)
    assert floors.recall["unit"].service is None
    assert judge_detectors(test, DEFAULT.retested(test)).passed


@pytest.mark.parametrize(
    ("caught", "true", "told"),
    [
        (18, False, "antonym: service finds 18 of 20, 90.0%, under its floor of 95.0%"),
        (1, True, "verbatim: service wrongly flags 1 of 20, 5.0%, over its ceiling of 2.0%"),
    ],
)
def test_what_falls_short_names_class_and_detector(caught: int, true: bool, told: str):
    kind = "verbatim" if true else "antonym"
    good = SelfTest(1, tuple(claims(kind, 0 if true else 20, 20, true=true)))
    bad = SelfTest(1, tuple(claims(kind, caught, 20, true=true, evals=0 if true else 20)))
    assert [str(one) for one in judge_detectors(bad, DEFAULT.retested(good)).findings] == [told]


def test_floors_of_other_claims_are_no_floors():
    floors = DEFAULT.retested(SelfTest(1, tuple(claims("antonym", 20, 20))))
    (finding,) = judge_detectors(SelfTest(1, tuple(claims("antonym", 21, 21))), floors).findings
    assert str(finding).startswith("claims: the detectors' floors were set on other claims")
    (finding,) = judge_detectors(SelfTest(1, tuple(claims("antonym", 20, 20))), DEFAULT).findings
    assert str(finding).startswith("claims: the detectors' floors are not set yet")


@pytest.mark.parametrize("score", [None, math.nan])
def test_a_claim_without_a_stated_score_is_a_lost_row(score: float | None):
    one, *others = claims("antonym", 20, 20)
    broken = Tried(one.claim, {**one.found, "service": Found(Verdict.UNSUPPORTED, score)}, one.seconds)
    test = SelfTest(1, (broken, *others))
    assert [str(one) for one in judge_detectors(test, DEFAULT.retested(test)).findings] == [
        "rows: 1 of 20 claims got no stated score"
    ]


def test_a_self_test_without_claims_fails():
    test = SelfTest(1, ())
    assert [str(one) for one in judge_detectors(test, DEFAULT.retested(test)).findings] == ["rows: no claim was tried"]


def test_the_gate_of_a_run_judges_the_detectors_between_the_others(world: Any):
    case = Case(id="a", kind="number", question="?", articles=("trams",), facts=(("99",),), status=("answered",))  # type: ignore[arg-type]
    done = run(lambda _: world.answer((FIRST, FIRST)), (case,), world.sources)
    floors = Floors(cases=cases_digest(done.cases), right=0.9).retested(SelfTest(1, tuple(claims("unit", 20, 20))))
    found = judge(done, floors, SelfTest(1, tuple(claims("unit", 9, 20)))).findings
    assert [one.step for one in found] == [Step.DETECTORS, Step.DETECTORS, Step.REGRESSION]


def test_stated_scores_are_set_against_the_truth():
    test = SelfTest(1, tuple(claims("antonym", 4, 4) + claims("verbatim", 1, 4, true=True)))
    low, high = test.calibration
    assert (low.stated, low.true.count, low.true.of) == (pytest.approx(0.1), 1, 5)
    assert (high.stated, high.true.count, high.true.of) == (pytest.approx(0.9), 3, 3)
