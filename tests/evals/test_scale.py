"""The bench of searches among many passages, on a few articles and what is mixed of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.bench.commands import bench_search
from evals.bench.mixing import mix_in
from indexing.corpus import Corpus
from indexing.sync import sync

QUARRY = (
    "The quarry north of Aldine may stay open until 2036, the county decided. Its owners had asked for twenty years "
    "more, and those who live beside the pit had asked for this winter."
)
FERRY = "Two new boats will join the islands with the mainland. They cost 41 million euros and come from Gdansk."


@pytest.fixture
def held(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    write("quarry", QUARRY, published="2026-03-03")
    sync(corpus, [str(write("ferry", FERRY, published="2026-03-05").parent)])
    return corpus


def test_mixed_articles_are_made_of_the_sentences_at_hand_and_no_two_are_alike(held: Corpus) -> None:
    mix_in(held, 4_000)
    assert held.catalog.counts().passages >= 4_000
    mixed = [article.text for article in held.catalog.articles("mixed-", 50)]
    assert len(set(mixed)) == 50
    rest = mixed[0]
    for sentence in (*QUARRY.split(". "), *FERRY.split(". ")):
        rest = rest.replace(sentence.rstrip("."), "")
    assert set(rest) <= set(". \n")


def test_searches_are_timed_in_all_and_within_a_time_and_the_nearest_are_found(tmp_path: Path) -> None:
    rows = (("quarry", QUARRY, "2026-03-03"), ("ferry", FERRY, "2026-03-05"), ("old", FERRY.upper(), "2020-01-01"))
    articles, questions = tmp_path / "articles.jsonl", tmp_path / "questions.jsonl"
    articles.write_text(
        "".join(json.dumps({"doc_id": i, "text": t, "published": d}) + "\n" for i, t, d in rows), "utf-8"
    )
    questions.write_text(json.dumps({"id": "1", "question": "How long may the quarry stay open?"}), "utf-8")
    figures = bench_search(articles, questions, tmp_path / "data", 0, None)
    assert figures["passages"] == 3 and figures["recall@10"] == 1.0
    within = {name: figures[name] for name in ("all", "half_year", "week")}
    assert [row["passages"] for row in within.values()] == [3, 1, 1]
    assert all(0 < row["p50_ms"] <= row["p99_ms"] for row in within.values())
