"""Support in three grades, and citation recall and precision."""

from typing import Any

import pytest

from evals.cases import Case, cases_digest
from evals.floors import Floors
from evals.gate import judge
from evals.run import Run, run
from evals.scorers import Support, Use, cited, precision, recall, support
from service.answers import Answer, Status

STOPS = "The council approved 12 new tram stops on 3 May 2024."
MAYOR = "Mayor Ana Ruiz called the plan “bold and overdue”."
RIDERS = "About 40 percent of riders live in Norhaven."
WORK = "Work begins in 2025."


def citing(world: Any, said: str, *quotes: str, lost: int = 0) -> Answer:
    """An answer of one statement that cites these quotes, and `lost` more that are not there."""
    numbers = tuple(range(1, 1 + len(quotes) + lost))
    text = said + "".join(f" [{number}]" for number in numbers)
    given = world.answer((said, STOPS))
    statement = given.statements[0].model_copy(update={"citations": numbers})
    citations = (world.citation(place, quote, text.index(f"[{place}]")) for place, quote in enumerate(quotes, start=1))
    return given.model_copy(update={"text": text, "statements": (statement,), "citations": tuple(citations)})


@pytest.mark.parametrize(
    ("claim", "quotes", "grade"),
    [
        (STOPS, [STOPS], Support.FULL),
        ("The council approved new tram stops on 3 May.", [STOPS], Support.FULL),
        # Of two quotes each holds a clause, or a sentence.
        ("The council approved 12 new tram stops, and work begins in 2025.", [WORK, RIDERS, STOPS], Support.FULL),
        (f"{WORK} {STOPS}", [STOPS, WORK], Support.FULL),
        ("The council approved 12 new tram stops, and work begins in 2025.", [STOPS], Support.PARTIAL),
        ("The council approved 13 new tram stops on 3 May 2024.", [STOPS], Support.PARTIAL),
        # What is true and told in other words is graded by its words.
        ("A dozen extra halts won the city's consent.", [STOPS], Support.NONE),
        ("The council did not approve 12 new tram stops on 3 May 2024.", [STOPS], Support.NONE),
        ("Engineers tested the brakes of the trams.", [STOPS, WORK], Support.NONE),
        (STOPS, [], Support.NONE),
        (STOPS, [""], Support.NONE),
        ("", [STOPS], Support.NONE),
    ],
)
def test_a_claim_is_graded_by_the_words_of_its_quotes_together(claim: str, quotes: list[str], grade: Support):
    assert support(claim, quotes) is grade


def test_a_verbatim_statement_has_full_recall_and_precision(world: Any):
    (one,) = cited(citing(world, STOPS, STOPS), world.sources)
    assert (one.grade, one.uses, tuple(one.faults)) == (Support.FULL, {1: Use.PRECISE}, ())


def test_a_citation_that_could_be_spared_and_bears_out_nothing_is_irrelevant(world: Any):
    (one,) = stated = cited(citing(world, STOPS, STOPS, RIDERS), world.sources)
    assert one.uses == {1: Use.PRECISE, 2: Use.IRRELEVANT}
    assert (recall(stated).value, precision(stated).value) == (1.0, 0.5)
    assert list(one.faults) == [f"“{STOPS}” cites [2], which is irrelevant"]


def test_two_citations_that_each_bear_out_a_clause_are_both_precise(world: Any):
    both = "The council approved 12 new tram stops on 3 May 2024, and work begins in 2025."
    (one,) = cited(citing(world, both, STOPS, WORK), world.sources)
    assert (one.grade, one.uses) == (Support.FULL, {1: Use.PRECISE, 2: Use.PRECISE})


def test_no_citation_of_a_statement_that_is_not_fully_supported_counts(world: Any):
    stated = cited(citing(world, "The council approved 13 new tram stops on 3 May 2024.", STOPS, RIDERS), world.sources)
    assert stated[0].uses == {1: Use.INSUFFICIENT, 2: Use.INSUFFICIENT}
    assert (recall(stated).value, precision(stated).value) == (0.0, 0.0)


def test_a_citation_that_is_not_there_counts_against_precision(world: Any):
    stated = cited(citing(world, STOPS, STOPS, lost=1), world.sources)
    assert stated[0].uses == {1: Use.PRECISE, 2: Use.NONEXISTENT}
    assert (recall(stated).value, precision(stated).value) == (1.0, 0.5)


@pytest.mark.parametrize(
    "changed", [{"article_id": "gone"}, {"article_version": "0"}, {"start": 1}, {"quote": "Another text."}]
)
def test_what_points_to_nothing_is_no_evidence(world: Any, changed: dict[str, Any]):
    answer = citing(world, STOPS, STOPS)
    astray = answer.citations[0].model_copy(update=changed)
    (one,) = cited(answer.model_copy(update={"citations": (astray,)}), world.sources)
    assert (one.grade, one.uses) == (Support.NONE, {1: Use.NONEXISTENT})


def test_a_statement_without_citations_counts_for_recall_and_a_refusal_for_nothing(world: Any):
    stated = cited(citing(world, STOPS), world.sources)
    assert (recall(stated).value, precision(stated).value) == (0.0, None)
    assert cited(world.refusal(), world.sources) == ()


def ran(world: Any, answer: Answer) -> Run:
    case = Case(
        id="stops", kind="number", question="How many?", articles=("trams",), facts=(), status=(Status.ANSWERED,)
    )
    return run(lambda _: answer, (case,), world.sources)


def floors(done: Run) -> Floors:
    return Floors(cases=cases_digest(done.cases), right=0).update(done)


def test_a_run_under_the_floor_of_its_baseline_fails_and_names_the_case(world: Any):
    good, bad = ran(world, citing(world, STOPS, STOPS)), ran(world, citing(world, STOPS, STOPS, RIDERS))
    assert floors(good).citing == {"recall": 1.0, "precision": 1.0}
    assert judge(good, floors(good)).passed
    assert [str(one) for one in judge(bad, floors(good)).findings] == [
        "citing: precision of citations: 1 of 2, 50.0%, under the floor of 100.0%: stops"
    ]
    assert floors(bad).citing == {"recall": 1.0, "precision": 0.5}


def test_a_run_that_cites_nothing_any_more_is_under_the_floor(world: Any):
    good, silent = ran(world, citing(world, STOPS, STOPS)), ran(world, world.refusal())
    assert {one.text.split(":")[1] for one in judge(silent, floors(good)).findings if one.rule == "citing"} == {
        " nothing was cited, under the floor of 100.0%"
    }
