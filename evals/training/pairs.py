"""Pairs to learn from: a claim of one sentence, the evidence that would be shown with it, and whether that supports it.

What a claim of several sentences teaches of each depends on the set. SummEdits changes one sentence, so the sentence
that no supported summary of the same text holds is the false one. In HaluEval's summaries the least supported sentence
of a false one stands for it, and false claims are drawn to the lengths of the true ones, whose length gives them away.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.training.pair import Pair, digest, shown
from evals.training.planting import from_summaries
from indexing.sentences import sentences
from service.verification.evidence import Evidence

# Rows taken of each set where it holds more, and what one pair weighs in the loss.
MOST: Mapping[str, int] = {"halueval_summ": 5_000, "halueval_qa": 3_000}
WEIGHTS: Mapping[str, float] = {"halueval_summ": 0.6, "halueval_qa": 0.4, "nli_snli": 0.5}


def collected(train: Path, seed: int = 0) -> Iterator[Pair]:
    """The pairs of the public sets in `train.jsonl.gz`."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(train):
        by_source[row["source"]].append(row)
    for source, found in by_source.items():
        found.sort(key=lambda row: digest(row["id"]))
        if source.startswith("summedits"):
            yield from _edited(source, found)
        elif source == "halueval_summ":
            yield from length_matched(list(_summaries(found[: MOST[source]])), seed)
            yield from from_summaries([row for row in found if row["label"]], seed)
        elif source == "halueval_qa":
            yield from length_matched(list(_plain(source, found[: 2 * MOST[source]])), seed)[: MOST[source]]
        else:
            yield from _plain(source, found)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def split_claim(text: str) -> list[str]:
    """The sentences of a claim; what has no sentence is its own."""
    return [text[span.start : span.end] for span in sentences(text)] or [text]


def length_matched(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    """As many true as false pairs of each claim length, in steps of four words."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    steps: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        steps[len(pair.claim.split()) // 4, pair.label].append(pair)
    kept: list[Pair] = []
    for length in sorted({length for length, _ in steps}):
        true, false = steps[length, 1], steps[length, 0]
        fewest = min(len(true), len(false))
        kept += chance.sample(true, fewest) + chance.sample(false, fewest)
    chance.shuffle(kept)
    return kept


def _plain(source: str, found: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    for row in found:
        evidence, claims = Evidence([row["premise"]]), split_claim(row["hypothesis"])
        if source == "halueval_qa":
            claims = [row["hypothesis"]]
        if len(claims) > 1 and not row["label"]:
            claims = [_weakest(evidence, claims)]
        for claim in claims:
            yield _pair(source, row, evidence, claim, row["label"])


def _summaries(found: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    for row in found:
        evidence, claims = Evidence([row["premise"]]), split_claim(row["hypothesis"].replace("\xa0", " "))
        claims = sorted(claims, key=digest)[:2] if row["label"] else [_weakest(evidence, claims)]
        for claim in claims:
            if len(claim.split()) > 4:
                yield _pair("halueval_summ", row, evidence, claim, row["label"])


def _edited(source: str, found: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    by_premise: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        by_premise[row["premise"]].append(row)
    for premise, variants in by_premise.items():
        evidence = Evidence([premise])
        true = {claim: row for row in variants if row["label"] for claim in split_claim(row["hypothesis"])}
        false = {claim: row for row in variants if not row["label"] for claim in split_claim(row["hypothesis"])}
        for claim, row in true.items():
            yield _pair(source, row, evidence, claim, 1)
        for claim, row in false.items():
            if true and claim not in true:
                yield _pair(source, row, evidence, claim, 0)


def _pair(source: str, row: Mapping[str, Any], evidence: Evidence, claim: str, label: int) -> Pair:
    pair = shown(source, row["group"], claim, evidence, label, _before(row["hypothesis"], claim))
    return replace(pair, weight=WEIGHTS.get(source, 1.0))


def _before(text: str, claim: str) -> str:
    return text[: max(0, text.find(claim))]


def _weakest(evidence: Evidence, claims: Sequence[str]) -> str:
    return min(claims, key=lambda claim: evidence.overlap(claim, evidence.best(claim)))
