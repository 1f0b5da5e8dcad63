"""The bench of searches among many passages, on a few articles and what is mixed of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.bench.commands import bench_search
from evals.bench.mixing import mix_in
from evals.options import SEEDS
from indexing.corpus import Corpus
from indexing.errors import CorpusError
from indexing.sentences import sentences
from indexing.sync import sync

QUARRY = (
    "The quarry north of Aldine may stay open until 2036, the county decided. Its owners had asked for twenty years "
    "more, and those who live beside the pit had asked for this winter."
)
FERRY = "Two new boats will join the islands with the mainland. They cost 41 million euros and come from Gdansk."


def test_a_paragraph_is_mixed_of_the_sentences_of_one_article(corpus: Corpus) -> None:
    sync(corpus, [str(SEEDS)])
    sources: dict[str, set[str]] = {}
    for passage, _ in corpus.catalog.passages(sorted(corpus.catalog.passage_ids())).values():
        told = (passage.text[one.start : one.end] for one in sentences(passage.text))
        sources.setdefault(passage.article_id, set()).update(told)
    mix_in(corpus, 300)
    assert 300 <= corpus.catalog.counts().passages < 330
    mixed = [article.text for article in corpus.catalog.articles("mixed-", 10)]
    assert len(set(mixed)) == 10
    for paragraph in mixed[0].split("\n\n"):
        assert sum(not _without(paragraph, told) for told in sources.values()) == 1


def _without(text: str, told: set[str]) -> str:
    """What is left of a text when some sentences are taken out of it."""
    for one in sorted(told, key=len, reverse=True):
        text = text.replace(one, "")
    return text.strip()


@pytest.mark.parametrize("embed", [True, False])
def test_what_is_mixed_is_embedded_where_that_is_asked_for(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, embed: bool
) -> None:
    sync(corpus, [str(SEEDS)])
    before, embedded = corpus.catalog.counts().passages, list[str]()
    real = corpus.embedder.embed_passages
    monkeypatch.setattr(
        corpus.embedder, "embed_passages", lambda texts: real(embedded.append(text) or text for text in texts)
    )
    mix_in(corpus, before + 20, embed=embed)
    assert len(embedded) == (corpus.catalog.counts().passages - before if embed else 0)


def test_articles_that_are_too_short_to_be_mixed_are_told(corpus: Corpus, write: Callable[..., Path]) -> None:
    sync(corpus, [str(write("ferry", FERRY).parent)])
    with pytest.raises(CorpusError, match="8 sentences"):
        mix_in(corpus, 100)


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
