"""Questions of three collections, asked of their articles with the product's own retrieval: what a model is fitted on.

A row is positive where the draft holds the answer. Each question of HOME is asked of a handful of articles too, to
learn what a small corpus must ask for. The folder keeps the indexes and the signals, so that a second run asks nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from evals.bench.matching import holds
from evals.collections import Collection, Query, digest_of
from evals.indexed import indexed
from evals.progress import track
from evals.rows import read_lines
from indexing.corpus import Corpus
from indexing.search import Scope
from service.drafting.extractive import ExtractiveDrafter
from service.models.reranker import Reranker
from service.retrieval import Examined, Retriever, assembled

# The collection that is most like a publisher's corpus.
HOME = "realtimeqa"
# The same questions, each asked of five articles of the twelve found, one of which holds the answer if any does.
HANDFUL = "handful"
FEW = 5
OF_FOUND = 12


@dataclass(frozen=True, slots=True)
class Example:
    """The signals of one question asked of so many passages, and whether the sentences read answer it.

    `held_out` ones are not fitted on.
    """

    collection: str
    id: str
    answerable: bool
    positive: bool
    held_out: bool
    passages: int
    signals: Mapping[str, float]


def measured(load: Callable[[Path], Collection], data: Path, work: Path) -> list[Example]:
    """The examples of a collection: from the folder where they are kept, else asked now."""
    kept = work / f"{load.__name__}.signals.jsonl"
    if kept.exists():
        return [Example(**json.loads(line)) for _, line in read_lines(kept)]
    collection = load(data)
    work.mkdir(parents=True, exist_ok=True)
    articles = work / f"{collection.name}.articles.jsonl"
    articles.write_text("".join(json.dumps(row) + "\n" for row in collection.articles), encoding="utf-8")
    with indexed([str(articles)], work / collection.name) as ready:
        examples = list(_examples(collection.name, collection.queries, ready.corpus))
    kept.write_text("".join(json.dumps(asdict(example)) + "\n" for example in examples), encoding="utf-8")
    return examples


def _examples(collection: str, queries: Sequence[Query], corpus: Corpus) -> Iterator[Example]:
    retriever = Retriever(corpus, Reranker())
    for query in track(queries, collection):
        asked = date.fromisoformat(query.asked[:10]) if query.asked else None
        question = retriever.spelt(query.question)
        examined = retriever.examine(question, asked=asked)
        yield from _example(collection, query, question, examined)
        if collection == HOME and (few := _handful(query, examined, corpus)):
            within = retriever.examine(question, Scope(article_ids=few), asked=asked)
            share = len(few) / corpus.catalog.counts().articles
            small = replace(within, passages=round(share * examined.passages))
            yield from _example(HANDFUL, query, question, small)


def _example(collection: str, query: Query, question: str, examined: Examined) -> Iterator[Example]:
    if examined.signals is None:
        return
    draft = ExtractiveDrafter().draft(assembled(question, None, examined))
    text = " ".join(statement.text for statement in draft.statements)
    positive = holds(text, query.right) if query.right else query.answerable
    held_out = int(digest_of(query.id), 16) % 2 == 1
    yield Example(collection, query.id, query.answerable, positive, held_out, examined.passages, dict(examined.signals))


def _handful(query: Query, examined: Examined, corpus: Corpus) -> tuple[str, ...]:
    """A few of the articles found, by digest; none where the question has an answer and no article found holds it."""
    near = examined.reading.articles[:OF_FOUND]
    drawn = sorted(near, key=lambda article: digest_of(query.id + article))
    if not query.answerable:
        return tuple(drawn[:FEW])
    texts = {article: found.text for article in near if (found := corpus.catalog.article(article))}
    telling = [article for article in drawn if holds(texts.get(article, ""), query.right)]
    return tuple(dict.fromkeys((*telling[:1], *drawn)))[:FEW] if telling else ()
