"""Fits the answerability model: `python -m evals.calibration --data ../shared/data --work FOLDER`.

The questions of three collections are asked of their articles with the product's own retrieval. One half of each, by
a digest of the question's id, is fitted on; the other is held out and only measured. A row is positive where the draft
holds the answer, so the model says whether the articles answer and were read in the right place. Each question of HOME
is asked of a handful of articles too, to learn what a small corpus must ask for. The folder keeps the indexes and the
signals, so that a second run only fits.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from evals.bench.matching import holds
from evals.collections import Collection, Query, clapnq, digest_of, realtimeqa, squad
from evals.indexed import indexed
from evals.progress import tell, track
from evals.regression import logistic
from evals.rows import read_lines
from indexing.corpus import Corpus
from indexing.search import Scope
from service.drafting.extractive import ExtractiveDrafter
from service.models.reranker import Reranker
from service.retrieval import Examined, Retriever, assembled
from service.retrieval.answerability import SIGNALS, decades

MODEL = Path(__file__).parent.parent / "service" / "retrieval" / "answerability.json"
# The collection that is most like a publisher's corpus, and the share of its answerable questions to answer.
HOME = "realtimeqa"
COVERAGE = 0.5
# The same questions, each asked of five articles of the twelve found, one of which holds the answer if any does. The
# readers of a small corpus ask about its matter: it may answer so much that this share of the unanswerable is refused.
HANDFUL = "handful"
FEW = 5
OF_FOUND = 12
REFUSED = 0.87
# How much a collection counts in the fit against the others: near misses of single paragraphs less than news.
WEIGHTS = {HOME: 1.0, HANDFUL: 1.0, "squad2": 0.3, "clapnq": 0.5}
# Weight of the squared coefficients (of standardised signals) against the likelihood of one row.
RIDGE = 1.0


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


def main(
    data: Annotated[Path, typer.Option(help="Folder with realtimeqa, squad2 and clapnq")],
    work: Annotated[Path, typer.Option(help="Folder that keeps indexes and signals between runs")],
    write: Annotated[bool, typer.Option(help="Write the coefficients into the service")] = False,
) -> None:
    """Measure the signals, fit the model, and tell how it does on what it was not fitted on."""
    examples = [example for load in (squad, clapnq, realtimeqa) for example in measured(load, data, work)]
    coefficients = fit([example for example in examples if not example.held_out])
    report = {name: figures(examples, coefficients, name) for name in (HOME, HANDFUL, "squad2", "clapnq")}
    row = {"coefficients": coefficients, "data": digest(examples), "held_out": report}
    print(json.dumps(row, indent=2))
    if write:
        MODEL.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")


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


def fit(examples: Sequence[Example], home: str = HOME) -> dict[str, float]:
    """Coefficients of a ridge logistic regression by Newton's method.

    Slopes are shared; each collection has an intercept of its own, since their shares of answerable questions differ.
    The one that is kept is that of `home`, moved so that COVERAGE of its answerable questions reach one half. `ease`
    is what each factor of ten that a corpus is smaller may add so that of the handful's unanswerable questions
    REFUSED still stay under one half.
    """
    values, labels, weights, member = _arrays(examples)
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    beta = logistic(member, (values - mean) / spread, labels, weights, RIDGE)
    slopes = beta[member.shape[1] :] / spread
    logits = values @ slopes
    at_home = [example.collection == home and example.answerable for example in examples]
    intercept = -float(np.quantile(logits[at_home], 1 - COVERAGE))
    found = {name: round(float(slope), 4) for name, slope in zip(SIGNALS, slopes, strict=True)}
    return {"intercept": round(intercept, 4), "ease": round(_ease(examples, logits + intercept), 4), **found}


def _ease(examples: Sequence[Example], logits: NDArray[np.float64]) -> float:
    pairs = zip(examples, logits, strict=True)
    few = [(decades(one.passages), z) for one, z in pairs if one.collection == HANDFUL and not one.answerable]
    room = [-float(z) / smaller for smaller, z in few if smaller > 0]
    return max(0.0, float(np.quantile(room, 1 - REFUSED))) if room else 0.0


def figures(examples: Sequence[Example], coefficients: Mapping[str, float], collection: str) -> dict[str, float]:
    """Figures of a collection's held-out half at the threshold of one half.

    `precision` and `coverage` are those of `bench answers`; `auc` tells answerable from unanswerable questions.
    """
    rows = [example for example in examples if example.held_out and example.collection == collection]
    chance = _chances(rows, coefficients)
    known = np.array([row.answerable for row in rows])
    right = np.array([row.positive for row in rows])
    answered = chance >= 0.5
    return {
        "n": len(rows),
        "precision": round(float(right[answered].mean()), 3) if answered.any() else 0.0,
        "coverage": round(float(answered[known].mean()), 3),
        "refused": round(float(1 - answered[~known].mean()), 3),
        "auc": round(_auc(chance[known], chance[~known]), 3),
    }


def digest(examples: Sequence[Example]) -> str:
    """The SHA-256 of the examples, fitted and held out."""
    rows = json.dumps([asdict(example) for example in examples], sort_keys=True)
    return hashlib.sha256(rows.encode()).hexdigest()


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


def _arrays(examples: Sequence[Example]) -> tuple[NDArray[np.float64], ...]:
    """Signals, labels, weights, and the collection as columns of 0 and 1."""
    names = sorted({one.collection for one in examples})
    sizes = Counter(one.collection for one in examples)
    return (
        np.array([[one.signals[name] for name in SIGNALS] for one in examples]),
        np.array([float(one.positive) for one in examples]),
        np.array(
            [len(examples) / len(names) / sizes[one.collection] * WEIGHTS.get(one.collection, 1.0) for one in examples]
        ),
        np.array([[float(one.collection == name) for name in names] for one in examples]),
    )


def _chances(examples: Sequence[Example], coefficients: Mapping[str, float]) -> NDArray[np.float64]:
    values = np.array([[one.signals[name] for name in SIGNALS] for one in examples])
    logits = coefficients["intercept"] + values @ np.array([coefficients[name] for name in SIGNALS])
    logits = logits + coefficients["ease"] * np.array([decades(one.passages) for one in examples])
    return 1 / (1 + np.exp(-logits))


def _auc(higher: NDArray[np.float64], lower: NDArray[np.float64]) -> float:
    above = (higher[:, None] > lower[None, :]).mean() + 0.5 * (higher[:, None] == lower[None, :]).mean()
    return float(above)


if __name__ == "__main__":
    tell("Calibrating; the first run indexes three collections, which takes the better part of an hour.")
    typer.run(main)
