"""What the claim checker is taught with, and how it is weighed; the network itself needs torch and is not run here."""

import gzip
import json
from pathlib import Path

import pytest

from evals.training.calibration import Row, by_rules, fitted, judged
from evals.training.news import planted
from evals.training.pair import Pair, read, write
from evals.training.pairs import collected, length_matched
from service.verification.support import SIGNALS

STORY = (
    "The council of Harlow approved a new bridge over the Stort on Tuesday. Mayor Ana Reyes said that it will cost 14 "
    "million euros. Some residents of the town opposed the plan because of the noise. The old ferry carried 300 people "
    "a day in March 2019. Engineer Tom Briggs told reporters that the ferry may close before the bridge opens."
)
OTHER = "Fishermen in Porto landed 20 tons of sardines on Friday. The minister Carlos Pinto praised the crews for it."


def pair(text: str, label: int) -> Pair:
    return Pair("set", "group", text, "evidence", label)


def row(number: int, *, likely: float, label: int) -> Row:
    signals = dict.fromkeys(SIGNALS, 0.0) | {"weakest": likely}
    return Row("set", str(number), label, likely > 0, decided=False, broken=False, told=0.5, signals=signals)


def kept(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    path = tmp_path / "train.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in rows)
    return path


def test_only_the_edited_sentence_of_an_edited_summary_is_false(tmp_path: Path):
    premise = "Ann baked a pie. Bob drove home."
    rows = [
        {"id": "1", "source": "summedits_x", "group": "g", "premise": premise, "label": 1},
        {"id": "2", "source": "summedits_x", "group": "g", "premise": premise, "label": 0},
    ]
    rows[0]["hypothesis"], rows[1]["hypothesis"] = (
        "Ann baked a pie. Bob drove home.",
        "Ann baked a pie. Bob walked home.",
    )
    found = {(one.claim, one.label) for one in collected(kept(tmp_path, rows))}
    assert found == {("Ann baked a pie.", 1), ("Bob drove home.", 1), ("Bob walked home.", 0)}


def test_true_and_false_pairs_are_drawn_to_the_same_lengths():
    found = length_matched([pair("one two", 1)] * 5 + [pair("one two", 0)] * 2 + [pair("a " * 30, 0)] * 9, seed=0)
    assert sorted((len(one.claim), one.label) for one in found) == [(7, 0), (7, 0), (7, 1), (7, 1)]


def test_pairs_of_news_are_true_and_false_and_the_same_for_a_seed():
    articles = [
        {"doc_id": "a", "title": "Harlow council approves bridge over the Stort", "text": STORY},
        {"doc_id": "b", "title": "Minister praises Porto crews", "text": OTHER},
    ]
    found = list(planted(articles, seed=3))
    assert found == list(planted(articles, seed=3))
    assert {one.label for one in found} == {0, 1}
    assert all(one.evidence for one in found)


def test_pairs_survive_their_file(tmp_path: Path):
    write(tmp_path / "pairs.jsonl", [pair("Ünïcode", 1)])
    assert read(tmp_path / "pairs.jsonl") == [pair("Ünïcode", 1)]


def test_a_signal_that_tells_is_weighed_and_one_half_judges_the_other():
    rows = [row(number, likely=number % 2 * 4.0 - 2, label=number % 2) for number in range(80)]
    fit = fitted(rows)
    assert fit.coefficients["weakest"] > 0.5
    assert fit.coefficients["names"] == pytest.approx(0)
    assert judged(rows)["set"]["balanced_accuracy"] == 1.0
    assert by_rules(rows) == {"set": 1.0, "all": 1.0}
