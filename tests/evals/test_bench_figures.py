import json
import math
from pathlib import Path
from typing import Any

import pytest

from evals.bench import answers, claims, conflicts, retrieval
from evals.bench.commands import bench_conflicts
from evals.bench.questions import AnswerableQuestion, Question, read_qrels
from evals.rows import RowError
from service.answers import Conflict, Side, Status, Verdict
from service.verification import Judgement

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def test_retrieval_figures_are_those_worked_out_by_hand():
    found = {"q1": ["a", "b", "c"], "q2": ["c", "a", "b"], "q3": ["a"]}
    questions = [Question(id=name, question=name) for name in found]
    qrels = {"q1": {"a": 1.0}, "q2": {"a": 1.0, "b": 1.0}, "missing": {"a": 1.0}}
    row = retrieval.measure(lambda question: found[question.id], questions, qrels).row()
    second = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert row["ndcg@10"] == round((1 + second) / 2, 4)
    assert (row["recall@1"], row["recall@10"], row["mrr@10"]) == (0.5, 1.0, 0.75)
    assert list(row) == ["ndcg@10", "recall@1", "recall@10", "mrr@10", "p50_ms", "p99_ms"]


def test_queries_that_nothing_judges_are_one_sentence():
    with pytest.raises(RowError, match="ids must be the same"):
        retrieval.measure(lambda _: [], [Question(id="q", question="?")], {"other": {"a": 1.0}})


def test_answer_figures_are_those_worked_out_by_hand(world: Any):
    right, lie = world.answer((FIRST, FIRST)), world.answer(("It approved 99 stops.", FIRST))
    replies = {"right": right, "wrong": lie, "refused": world.refusal(), "off": world.refusal(), "trap": right}
    questions = [
        AnswerableQuestion(id="right", question="?", answer=("3 May", "twelve")),
        AnswerableQuestion(id="wrong", question="?", answer=("12",)),
        AnswerableQuestion(id="refused", question="?", answer=("12",)),
        AnswerableQuestion(id="off", question="?"),
        AnswerableQuestion(id="trap", question="?", answer=("",)),
        AnswerableQuestion(id="untaken", question="?"),
    ]
    asked = answers.measure(lambda question: replies.get(question.id), questions, world.sources)
    figures = answers.figures(asked)
    assert {name: figures[name] for name in list(figures)[:9]} == {
        "n": 6,
        "answered": 3,
        "correct": 1,
        "wrong": 2,
        "abstained": 3,
        "precision": 0.3333,
        "coverage": 0.6667,
        "abstain_recall": 0.6667,
        "ungrounded_statements": 1,
    }
    assert list(figures)[9:] == ["p50_ms", "p99_ms"]


def test_shares_of_nothing_are_null(world: Any):
    asked = answers.measure(lambda _: world.refusal(), [AnswerableQuestion(id="a", question="?")], world.sources)
    figures = answers.figures(asked)
    assert (figures["precision"], figures["coverage"], figures["abstain_recall"]) == (None, None, 1.0)


def test_a_statement_on_a_citation_that_does_not_exist_is_ungrounded(world: Any):
    answer = world.answer((FIRST, FIRST), ("Work begins in 2025.", "Work begins in 2025."))
    assert answers.ungrounded(answer, world.sources) == 0
    assert answers.ungrounded(answer, world.corrected().sources) == 2


def test_claim_figures_are_those_worked_out_by_hand():
    said = {
        "a": Judgement(Verdict.SUPPORTED, score=0.9),
        "b": Judgement(Verdict.SUPPORTED, score=0.9),
        "c": Judgement(Verdict.UNSUPPORTED, score=0.1),
        "d": Judgement(Verdict.UNVERIFIABLE, score=0.5),
        "e": Judgement(Verdict.CONTRADICTED, score=0.1),
        "f": Judgement(Verdict.SUPPORTED, score=0.9),
    }
    rows = [
        claims.Claim(id=name, premise="p", hypothesis=name, label=1 if name in "abcd" else 0, source=source)
        for name, source in zip("abcdef", ["x", "x", "x", "y", "y", "y"], strict=True)
    ]
    figures = claims.figures(claims.measure(lambda claim, _: said[claim], rows))
    assert {name: figures[name] for name in list(figures)[:8]} == {
        "n": 6,
        # One of four true ones is flagged, and one of two false ones.
        "balanced_accuracy": 0.625,
        # Of 4 x 2 pairs: a and b win one and tie one, d wins one, c ties one: (1.5 + 1.5 + 0.5 + 1) / 8.
        "auc": 0.5625,
        "recall_unsupported": 0.5,
        "false_alarm_rate": 0.25,
        "supported_precision": 0.6667,
        "supported_coverage": 0.5,
        "unverifiable_share": 0.1667,
    }
    assert list(figures)[8:] == ["pairs_per_second", "by_source"]
    by_source: Any = figures["by_source"]
    assert (by_source["x"]["n"], by_source["x"]["auc"], by_source["y"]["n"]) == (3, None, 3)
    assert list(by_source["x"]) == [name for name in figures if name != "by_source"]


def test_conflict_figures_are_those_worked_out_by_hand(world: Any):
    plain, other = world.answer((FIRST, FIRST)), "It approved 9 stops."
    sides = tuple(Side(text=text, citations=(1,)) for text in (FIRST, other))
    both = plain.model_copy(update={"status": Status.CONFLICTING, "conflicts": (Conflict(sides=sides),)})
    unmarked = world.answer((FIRST, FIRST), ("About 40 percent of riders live in Norhaven.", "About 40 percent"))
    expected = {"right": (("12", "twelve"), ("9",)), "wrong": (("12",), ("2024",)), "missed": (("12",), ("9",))}
    expected["unmarked"] = (("12",), ("40",))
    replies = {"right": both, "wrong": both, "missed": plain, "unmarked": unmarked, "false": both, "quiet": plain}
    rows = [
        conflicts.Contested(
            id=name, question="?", documents=(), sides=expected.get(name, ()), source="a" if name == "false" else "b"
        )
        for name in (*replies, "untaken")
    ]
    figures = conflicts.figures(conflicts.measure(lambda row: replies.get(row.id), rows))
    by_source: Any = figures.pop("by_source")
    assert figures == {
        "n": 7,
        "contested": 4,
        "found": 2,
        # One sentence holds both strings that "wrong" expects of two.
        "right_sides": 1,
        "told": 2,
        "uncontested": 3,
        "false_conflicts": 1,
    }
    assert (by_source["a"]["false_conflicts"], by_source["b"]["false_conflicts"]) == (1, 0)


def test_the_bench_of_conflicts_asks_each_row_of_its_own_documents(tmp_path: Path):
    yes = {"text": "Norway backs the harbour plan, its minister told a paper in Wells.", "published": "2024-03-01"}
    no = {"text": "After a long day at sea Norway opposes the harbour plan.", "title": "Ferry news"}
    asked = {"question": "Does Norway support the harbour plan?"}
    rows = [
        {"id": "both", **asked, "documents": [yes, no], "sides": [["backs"], ["opposes"]]},
        {"id": "one", **asked, "documents": [yes]},
    ]
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    figures = bench_conflicts(tmp_path / "rows.jsonl", None)
    assert {name: figures[name] for name in ("n", "found", "right_sides", "false_conflicts")} == {
        "n": 2,
        "found": 1,
        "right_sides": 1,
        "false_conflicts": 0,
    }


def test_equal_documents_of_two_rows_are_one_article(tmp_path: Path):
    one, other = conflicts.Document(text="A."), conflicts.Document(text="A.", title="B")
    rows = [conflicts.Contested(id=name, question="?", documents=(one, other)) for name in "ab"]
    conflicts.write_articles(rows, tmp_path / "articles.jsonl")
    assert len((tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("given", "day"),
    [("2022/06/16", "2022-06-16"), ("2022-06-16", "2022-06-16"), ("2022-06-16T10:00:00Z", "2022-06-16"), ("", "None")],
)
def test_the_day_of_a_question_is_read_in_the_forms_that_occur(given: str, day: str):
    assert str(Question.model_validate({"id": "q", "question": "?", "date": given}).date) == day


@pytest.mark.parametrize(
    ("answer", "answerable"), [(None, False), ([], False), ([""], False), ("x", True), (["x"], True)]
)
def test_a_question_without_a_right_string_has_no_answer(answer: Any, answerable: bool):
    row = AnswerableQuestion.model_validate({"id": "q", "question": "?", "answer": answer})
    assert row.answerable is answerable


def test_qrels_are_read_with_and_without_their_header(tmp_path: Path):
    (tmp_path / "q.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t2\n", encoding="utf-8")
    (tmp_path / "bare.tsv").write_text("q1\ta\t1\r\nq1\tb\t2\r\n", encoding="utf-8")
    assert read_qrels(tmp_path / "q.tsv") == read_qrels(tmp_path / "bare.tsv") == {"q1": {"a": 1.0, "b": 2.0}}


@pytest.mark.parametrize(
    "text", ["query-id\tcorpus-id\tscore\nq1 a 1\n", "q1\ta\thigh\n", "query-id\tcorpus-id\tscore\n"]
)
def test_qrels_that_cannot_be_read_are_one_sentence(tmp_path: Path, text: str):
    (tmp_path / "q.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(RowError, match=r"q\.tsv"):
        read_qrels(tmp_path / "q.tsv")
