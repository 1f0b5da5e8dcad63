import ast
from pathlib import Path
from typing import Any

import pytest

import evals.scorers
from evals.cases import Case
from evals.scorers import SCORERS, Outcome, Sources, score
from evals.scorers.expectations import articles, facts, forbidden, status
from evals.scorers.junk import junk

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def case(**changed: Any) -> Case:
    given = {"id": "c", "kind": "number", "question": "?", "articles": ("trams",), "status": ("answered",)}
    return Case(**{**given, **changed})


def test_no_scorer_imports_what_it_checks():
    folder = Path(evals.scorers.__file__).parent
    imported = {
        node.module
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("service")
    }
    assert imported == {"service.answers"}


def test_a_right_answer_passes_every_scorer(world: Any):
    scores = score(case(facts=(("12",),)), world.answer((FIRST, FIRST)), world.sources)
    assert [one.scorer for one in scores] == list(SCORERS)
    assert all(one.passed for one in scores)


def test_a_scorer_that_breaks_is_a_recorded_value(world: Any):
    def broken(*_: object) -> tuple[str, ...]:
        raise KeyError("gone")

    (only,) = score(case(), world.answer((FIRST, FIRST)), world.sources, {"broken": broken})
    assert (only.outcome, only.passed, only.reasons) == (Outcome.BROKE, False, ("KeyError: 'gone'",))


@pytest.mark.parametrize("fact", ["12 new tram stops", "COUNCIL", "approved 12 new  tram", "3 may"])
def test_a_fact_is_found_whatever_the_case_and_the_spaces(world: Any, fact: str):
    assert facts(case(facts=((fact,),)), world.answer((FIRST, FIRST))) == ()


@pytest.mark.parametrize("fact", ["1", "2 new", "202", "ram stops"])
def test_a_part_of_a_word_or_number_is_no_fact(world: Any, fact: str):
    assert facts(case(facts=((fact,),)), world.answer((FIRST, FIRST))) == (f"missing: {fact}",)


def test_one_alternative_of_each_fact_is_enough_and_each_is_needed(world: Any):
    answer = world.answer((FIRST, FIRST))
    assert facts(case(facts=(("a dozen", "12"), ("2024",))), answer) == ()
    assert facts(case(facts=(("12",), ("Ruiz", "mayor"))), answer) == ("missing: Ruiz | mayor",)


def test_the_number_of_a_marker_is_no_fact(world: Any):
    answer = world.answer(("Work begins.", "Work begins in 2025."))
    assert facts(case(facts=(("1",),)), answer) == ("missing: 1",)


def test_a_trap_is_found(world: Any):
    assert forbidden(case(forbidden=("13", "3 May")), world.answer((FIRST, FIRST))) == ("says: 3 May",)


DENIAL = "No sentence found says in these words that "
ASKED = "Why did Ruiz sell the trams?"


def denying(world: Any, clause: str, after: str = "; the articles say:") -> Any:
    """An answer that opens with a denial, its statement moved behind it."""
    answer = world.answer((FIRST, FIRST))
    lead = f"{DENIAL}{clause}{after} "
    moved = tuple(
        one.model_copy(update={"start": one.start + len(lead), "end": one.end + len(lead)}) for one in answer.statements
    )
    given = {"text": lead + answer.text, "statements": moved, "question": ASKED, "standalone_question": ASKED}
    return answer.model_copy(update=given)


def test_what_an_answer_denies_in_the_words_of_the_question_is_neither_a_trap_nor_a_fact(world: Any):
    trap = case(forbidden=("Ruiz did sell",))
    assert forbidden(trap, denying(world, "Ruiz did sell the trams")) == ()
    assert facts(case(facts=(("the trams",),)), denying(world, "Ruiz did sell the trams")) == ("missing: the trams",)
    refusal = world.refusal().model_copy(
        update={"text": f"The articles do not say. {DENIAL}Ruiz did sell the trams.", "question": ASKED}
    )
    assert forbidden(trap, refusal) == ()


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        # A statement that says so is caught whatever stands before it.
        (f"{DENIAL}Ruiz did sell the trams; the articles say: {FIRST}", "12 new tram stops"),
        # So is a clause with a word that the question does not have,
        (f"{DENIAL}Ruiz did sell all the trams; the articles say: {FIRST}", "Ruiz did sell"),
        # an assertion without the denial, or beside it, or in other words.
        (f"Ruiz did sell the trams; the articles say: {FIRST}", "Ruiz did sell"),
        (f"{DENIAL}Ruiz did sell the trams. Ruiz did sell the trams: {FIRST}", "Ruiz did sell"),
        (f"{FIRST} {DENIAL}Ruiz did sell the trams.", "Ruiz did sell"),
        (f"It is true that Ruiz did sell the trams; the articles say: {FIRST}", "Ruiz did sell"),
    ],
)
def test_what_an_answer_says_itself_stays_a_trap(world: Any, text: str, trap: str):
    answer = world.answer((FIRST, FIRST))
    start = text.index(FIRST)
    said = answer.statements[0].model_copy(update={"start": start, "end": start + len(FIRST)})
    given = {"text": text, "statements": (said,), "question": ASKED, "standalone_question": ASKED}
    assert forbidden(case(forbidden=(trap,)), answer.model_copy(update=given)) == (f"says: {trap}",)


def test_a_status_that_is_not_allowed_is_found_and_an_allowed_refusal_lacks_no_fact(world: Any):
    assert status(case(), world.refusal()) == ("the status is not_in_articles; allowed: answered",)
    assert facts(case(facts=(("12",),), status=("answered", "not_in_articles")), world.refusal()) == ()


def test_an_answer_from_other_articles_is_found(world: Any):
    assert articles(case(articles=("buses",)), world.answer((FIRST, FIRST))) == ("cites none of buses",)


@pytest.mark.parametrize(
    "quote",
    [
        "Share.",
        "Smiley face",
        "Leave A Reply",
        "the map (4).png)",
        "plan%20(4).png)",
        "About Alex",
        "References",
        "https://example.org/a",
        "Talks go on — Associated Press AP News+2",
        "follow the Norhaven Herald  on all channels",
        "Norhaven Herald on all",
    ],
)
def test_a_quote_of_the_page_and_not_of_the_article_is_found(world: Any, quote: str):
    citation = world.citation(1, FIRST, 0, quote=quote)
    assert junk(world.answer().model_copy(update={"citations": (citation,)}), world.sources)


@pytest.mark.parametrize("quote", [FIRST, "Shares of the firm fell.", "About 40 percent of riders live in Norhaven."])
def test_a_sentence_of_the_article_is_not_junk(world: Any, quote: str):
    citation = world.citation(1, FIRST, 0, quote=quote)
    assert junk(world.answer().model_copy(update={"citations": (citation,)}), Sources(world.sources.article)) == ()
