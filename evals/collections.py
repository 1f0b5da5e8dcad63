"""Articles and questions of public sets, as the calibration asks them."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Of squad2's 3,052 questions, by digest of their ids; each collection weighs the same in the fit.
SQUAD_QUESTIONS = 600


@dataclass(frozen=True, slots=True)
class Query:
    """A question to calibrate with: `right` strings where known, else `answerable` alone decides."""

    id: str
    question: str
    answerable: bool
    right: tuple[str, ...] = ()
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles and questions of one source, as rows."""

    name: str
    articles: Sequence[Mapping[str, Any]]
    queries: Sequence[Query]


def realtimeqa(data: Path) -> Collection:
    """Dated quiz questions on news; those of `unanswerable` have no answer in the articles."""
    folder = data / "realtimeqa"
    rows = [(row, True) for row in _rows(folder / "questions.jsonl.gz")]
    rows += [(row, False) for row in _rows(folder / "unanswerable.jsonl.gz")]
    queries = [
        Query(row["id"], row["question"], known, tuple(row["answer"]) if known else (), row["date"].replace("/", "-"))
        for row, known in rows
    ]
    return Collection("realtimeqa", list(_rows(folder / "articles.jsonl.gz")), queries)


def squad(data: Path) -> Collection:
    """Wikipedia paragraphs; the unanswerable questions are near misses of answerable ones."""
    paragraphs = [
        {"doc_id": row["para_id"], "title": row["title"].replace("_", " "), "text": row["context"]}
        for row in _rows(data / "squad2" / "paragraphs.jsonl.gz")
    ]
    queries = [
        Query(row["id"], row["question"], not row["is_impossible"], tuple(answer["text"] for answer in row["answers"]))
        for row in _rows(data / "squad2" / "questions.jsonl.gz")
    ]
    return Collection("squad2", paragraphs, sorted(queries, key=lambda one: digest_of(one.id))[:SQUAD_QUESTIONS])


def clapnq(data: Path) -> Collection:
    """Search-engine questions with long answers; their right strings are not known."""
    articles: list[dict[str, str]] = []
    queries: list[Query] = []
    for name, known in (("answerable", True), ("unanswerable", False)):
        for row in _rows(data / "clapnq" / f"clapnq_dev_{name}.jsonl.gz"):
            queries.append(Query(row["id"], row["input"], known))
            for number, passage in enumerate(row["passages"]):
                articles.append({"doc_id": f"{row['id']}-{number}", "title": passage["title"], "text": passage["text"]})
    return Collection("clapnq", articles, queries)


def digest_of(text: str) -> str:
    """The SHA-256 of a text in hexadecimal digits, by which halves and samples are drawn."""
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
