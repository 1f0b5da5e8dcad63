"""Fits the answerability model: `python -m evals.calibration --data ../shared/data --work FOLDER`.

One half of the examples of each collection (evals/examples.py), by a digest of the question's id, is fitted on; the
other is held out and only measured. A row is positive where the draft holds the answer, so the model says whether the
articles answer and were read in the right place.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from evals.collections import clapnq, realtimeqa, squad
from evals.examples import HANDFUL, HOME, Example, measured
from evals.progress import tell
from evals.regression import logistic
from service.retrieval.answerability import SIGNALS, decades

MODEL = Path(__file__).parent.parent / "service" / "retrieval" / "answerability.json"
# The share of HOME's answerable questions to answer.
COVERAGE = 0.5
# The readers of a small corpus ask about its matter: it may answer so much that this share of the unanswerable is
# refused.
REFUSED = 0.87
# How much a collection counts in the fit against the others: near misses of single paragraphs less than news.
WEIGHTS = {HOME: 1.0, HANDFUL: 1.0, "squad2": 0.3, "clapnq": 0.5}
# Weight of the squared coefficients (of standardised signals) against the likelihood of one row.
RIDGE = 1.0


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
