"""Where the faults of an answer stand."""

from typing import Any

from evals.cases import Case
from evals.scorers import places

FIRST = "The council approved 12 new tram stops on 3 May 2024."
CASE = Case(id="a", kind="number", question="?", articles=("trams",), status=("answered",), forbidden=("bold and",))  # type: ignore[arg-type]


def found(world: Any, answer: Any) -> list[tuple[str, str]]:
    return [(one.scorer, answer.text[one.start : one.end]) for one in places(CASE, answer, world.sources)]


def test_an_answer_without_faults_has_no_places(world: Any):
    assert found(world, world.answer((FIRST, FIRST))) == []


def test_a_number_that_no_quote_holds_is_placed_to_the_letter(world: Any):
    assert found(world, world.answer(("Work begins in 2031.", "Work begins in 2025."))) == [("provenance", "2031")]


def test_the_trap_of_a_case_is_placed_whatever_its_case(world: Any):
    said = "Mayor Ana Ruiz called the plan “Bold and overdue”."
    quote = "Mayor Ana Ruiz called the plan “bold and overdue”."
    assert ("forbidden", "Bold and") in found(world, world.answer((said, quote)))


def test_a_citation_of_what_does_not_stand_there_is_placed_at_its_marker(world: Any):
    answer = world.answer((FIRST, FIRST))
    moved = answer.model_copy(update={"citations": (answer.citations[0].model_copy(update={"start": 1}),)})
    assert ("existence", "[1]") in found(world, moved)


def test_a_place_never_lies_outside_of_the_answer(world: Any):
    answer = world.answer((FIRST, FIRST))
    far = answer.citations[0].model_copy(update={"marker_start": 900, "marker_end": 903})
    assert places(CASE, answer.model_copy(update={"citations": (far,)}), world.sources) == ()
