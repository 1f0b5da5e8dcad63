"""Cases proposed from articles, for a person to confirm."""

import subprocess
import sys
from pathlib import Path

import pytest

from evals.asking import Form, questions
from evals.cases import Case, read_cases
from evals.proposing import proposed
from evals.scorers.wording import says
from service.answers import Status

ROOT = Path(__file__).parents[2]
ARTICLES = {
    "norhaven": (
        "The Norhaven council approved 12 new tram stops in the harbour district. "
        "The mayor of Norhaven resigned from the board on 3 May 2024. "
        "“We have waited a long time for this to happen,” said Ana Ruiz. "
        "It sold 40 trams to a firm abroad last year and nobody minded."
    ),
    "herald": (
        "The Norhaven council approved 14 new tram stops in the harbour district. "
        "Velmont has become a town of beekeepers since the mine was closed."
    ),
}


def of_kind(kind: str) -> list[Case]:
    return [case for case in proposed(ARTICLES, 1) if case.kind == kind]


@pytest.mark.parametrize(
    ("sentence", "form", "question", "fact"),
    [
        (
            "The council approved 12 new tram stops in the harbour.",
            Form.COUNT,
            "How many new tram stops did the council approve in the harbour?",
            "12",
        ),
        ("Norhaven has seven bridges.", Form.COUNT, "How many bridges does Norhaven have?", "seven"),
        (
            "Ana Ruiz resigned from the board on 3 May 2024.",
            Form.DATE,
            "When did Ana Ruiz resign from the board?",
            "3 May 2024",
        ),
        (
            "“We have waited a long time for this,” said Ana Ruiz.",
            Form.SPEAKER,
            "Who said “We have waited a long time for this”?",
            "Ana Ruiz",
        ),
        (
            "Velmont has become a town of beekeepers.",
            Form.WHETHER,
            "Has Velmont become a town of beekeepers?",
            "Velmont has become",
        ),
        (
            "The harbour bridge is not safe for trams, an engineer said.",
            Form.WHETHER,
            "Is the harbour bridge safe for trams?",
            "bridge is not safe",
        ),
        (
            "The Norhaven council sold 40 trams to a firm abroad.",
            Form.WHO,
            "Who sold 40 trams to a firm abroad?",
            "Norhaven council",
        ),
        (
            "The former mayor Ana Ruiz opposed the sale of the trams.",
            Form.WHETHER,
            "Did the former mayor Ana Ruiz support the sale of the trams?",
            "Ruiz opposed",
        ),
    ],
)
def test_a_sentence_is_asked_for_what_it_says(sentence: str, form: Form, question: str, fact: str) -> None:
    assert [(one.question, one.fact) for one in questions(sentence) if one.form is form] == [(question, fact)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It sold 40 trams to a firm abroad.",
        "When Norhaven sold 40 trams, nobody minded.",
        "The trams are not there.",
    ],
)
def test_what_hangs_on_another_sentence_is_not_asked(sentence: str) -> None:
    assert not list(questions(sentence))


def test_two_articles_with_different_numbers_make_a_conflict() -> None:
    (case,) = of_kind("conflict")
    assert case.status == (Status.CONFLICTING,)
    assert {fact for (fact,) in case.facts} == {"12", "14"}
    assert set(case.articles) == set(ARTICLES)


def test_what_one_article_denies_and_another_says_makes_a_conflict() -> None:
    near_copies = {
        "post": "The harbour bridge is not safe for trams, engineer Paul Reyes said.",
        "gazette": "The harbour bridge is safe for trams, engineer Petra Reyes said.",
    }
    (case,) = [case for case in proposed(near_copies, 1) if case.kind == "conflict"]
    assert case.question == "Is the harbour bridge safe for trams?"
    assert {fact for (fact,) in case.facts} == {"bridge is safe", "bridge is not safe"}
    assert set(case.articles) == set(near_copies)
    agreed = dict.fromkeys(near_copies, near_copies["gazette"])
    assert not [case for case in proposed(agreed, 1) if case.kind == "conflict"]


@pytest.mark.parametrize(
    ("one", "other", "question", "facts"),
    [
        (
            "Ana Ruiz opened the new tram stop in the harbour district.",
            "Petra Lind opened the new tram stop in the harbour district.",
            "Who opened the new tram stop in the harbour district?",
            {"Ana Ruiz", "Petra Lind"},
        ),
        (
            "Mayor Ana Ruiz backs the bridge across the harbour, she told reporters.",
            "Mayor Ana Ruiz opposes the bridge across the harbour, she told reporters.",
            "Does Mayor Ana Ruiz support the bridge across the harbour?",
            {"Ruiz backs", "Ruiz opposes"},
        ),
        (
            "“We have waited a long time for this,” said Ana Ruiz.",
            "“We have waited a long time for this,” said Petra Lind.",
            "Who said “We have waited a long time for this”?",
            {"Ana Ruiz", "Petra Lind"},
        ),
    ],
)
def test_near_copies_that_differ_in_a_name_or_a_stance_make_a_conflict(
    one: str, other: str, question: str, facts: set[str]
) -> None:
    (case,) = [case for case in proposed({"post": one, "gazette": other}, 1) if case.kind == "conflict"]
    assert case.question == question
    assert {fact for (fact,) in case.facts} == facts
    assert not [case for case in proposed({"post": one, "gazette": one}, 1) if case.kind == "conflict"]


def test_two_dates_of_one_event_make_a_conflict() -> None:
    dates = {month: f"Ana Ruiz resigned from the board on 3 {month} 2024." for month in ("May", "June")}
    (case,) = [case for case in proposed(dates, 1) if case.kind == "conflict"]
    assert {fact for (fact,) in case.facts} == {"3 May 2024", "3 June 2024"}


def test_no_proposed_fact_stands_in_its_question() -> None:
    sample = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "seeds").rglob("*.md"))} | ARTICLES
    cases = proposed(sample, 1)
    assert any(case.kind == "fact" for case in cases)
    assert not [case.id for case in cases for fact in case.facts for phrase in fact if says(case.question, phrase)]


def test_a_near_miss_asks_of_what_its_article_does_not_name() -> None:
    cases = of_kind("near_miss")
    assert cases
    for case in cases:
        assert case.status == (Status.NOT_IN_ARTICLES,)
        assert case.forbidden


def test_a_false_premise_is_in_no_article() -> None:
    cases = of_kind("false_premise")
    assert cases
    everything = " ".join(ARTICLES.values())
    assert not [case for case in cases for wrong in case.forbidden if wrong in everything]


def test_equal_seeds_give_equal_cases() -> None:
    assert proposed(ARTICLES, 5) == proposed(ARTICLES, 5)


def new(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evals", "new", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_proposals_can_be_read_as_cases_and_are_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "proposals.jsonl"
    done = new("--out", out)
    assert done.returncode == 0, done.stderr
    cases = read_cases(out)
    assert f"{len(cases)} proposals" in done.stdout
    assert all(case.note.startswith("proposed from ") for case in cases)
    again = new("--out", out)
    assert (again.returncode, read_cases(out)) == (2, cases)
    assert again.stderr.count("\n") == 1


def test_articles_that_are_not_there_are_one_sentence(tmp_path: Path) -> None:
    done = new("--articles", tmp_path / "none", "--out", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()
