from typing import Any

import pytest

from evals.scorers import Sources
from evals.scorers.existence import existence
from service.answers import Answer, Status

FIRST = "The council approved 12 new tram stops on 3 May 2024."
SECOND = "Work begins in 2025."


def two(world: Any) -> Answer:
    return world.answer((FIRST, FIRST), (SECOND, SECOND))


def with_citation(answer: Answer, **changed: Any) -> Answer:
    first, *others = answer.citations
    return answer.model_copy(update={"citations": (first.model_copy(update=changed), *others)})


def with_statement(answer: Answer, **changed: Any) -> Answer:
    first, *others = answer.statements
    return answer.model_copy(update={"statements": (first.model_copy(update=changed), *others)})


def test_a_right_answer_and_a_right_refusal_have_no_faults(world: Any):
    assert existence(two(world), world.sources) == ()
    assert existence(world.refusal(), world.sources) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"start": 1}, "quotes what does not stand at 1:"),
        ({"end": 10_000}, "spans 0:10000"),
        ({"start": -53}, "spans -53"),
        ({"quote": FIRST.replace("12", "21")}, "quotes what does not stand"),
        ({"article_id": "buses"}, "buses, which is not live"),
        ({"article_version": "0" * 16}, "names version 0000"),
        ({"title": "Trains"}, "another title or date"),
        ({"marker_start": 0, "marker_end": 3}, "no marker at 0:3"),
        ({"number": 3}, "the markers [1, 2], the citations the numbers [2, 3]"),
    ],
)
def test_a_planted_fault_of_a_citation_is_found(world: Any, changed: dict[str, Any], told: str):
    assert told in "; ".join(existence(with_citation(two(world), **changed), world.sources))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"start": 1}, "does not stand there in the answer"),
        ({"text": FIRST.upper()}, "does not stand there in the answer"),
        ({"citations": ()}, "has no citation"),
        ({"citations": (1, 7)}, "cites [7], which is not among the citations"),
        ({"citations": (1, 2)}, "is not followed by its markers [2]"),
    ],
)
def test_a_planted_fault_of_a_statement_is_found(world: Any, changed: dict[str, Any], told: str):
    assert told in "; ".join(existence(with_statement(two(world), **changed), world.sources))


def test_a_citation_of_a_removed_article_is_found(world: Any):
    faults = existence(two(world), Sources(lambda _: None))
    assert len([fault for fault in faults if "not live" in fault]) == 2


def test_a_citation_of_a_version_that_has_been_corrected_since_is_found(world: Any):
    faults = existence(two(world), world.corrected().sources)
    assert all("names version" in fault for fault in faults)
    assert len(faults) == 2


def test_a_marker_without_a_citation_is_found(world: Any):
    answer = two(world)
    stray = answer.model_copy(update={"text": answer.text + " [3]"})
    assert "the markers [1, 2, 3]" in existence(stray, world.sources)[0]


def test_markers_out_of_order_are_found(world: Any):
    answer = world.answer((SECOND, SECOND), (FIRST, FIRST))
    swapped = answer.text.replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]")
    faults = existence(answer.model_copy(update={"text": swapped}), world.sources)
    assert any("order of first use" in fault for fault in faults)


@pytest.mark.parametrize("part", ["citations", "statements"])
def test_a_refusal_that_carries_something_is_found(world: Any, part: str):
    faults = existence(world.refusal(**{part: getattr(two(world), part)}), world.sources)
    assert faults == (f"a refusal carries 2 {part.removesuffix('s')}(s)",)


def test_an_answer_without_statements_is_found(world: Any):
    assert existence(world.answer(), world.sources) == ("an answer that is answered has no statement",)


def test_a_conflict_that_shows_no_sides_is_found(world: Any):
    answer = two(world).model_copy(update={"status": Status.CONFLICTING})
    assert existence(answer, world.sources) == ("an answer that is conflicting shows no conflict",)


def test_a_newest_source_that_no_citation_has_is_found(world: Any):
    answer = two(world).model_copy(update={"newest_source": None})
    assert existence(answer, world.sources) == (
        "the newest source is given as None; of the citations it is 2024-05-04",
    )


def test_one_citation_may_have_several_markers(world: Any):
    first, second = two(world).statements
    text = f"{FIRST} [1] {SECOND} [1]"
    again = second.model_copy(update={"start": len(FIRST) + 5, "end": len(FIRST) + 5 + len(SECOND), "citations": (1,)})
    answer = world.answer((FIRST, FIRST)).model_copy(update={"text": text, "statements": (first, again)})
    assert existence(answer, world.sources) == ()
