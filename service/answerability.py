"""Do the articles answer the question? A logistic model of a few signals, fitted by evals/calibration.py.

The signals hold in a corpus of five articles as in one of thousands: logits of the reranker, shares of the question,
and the cosine; no BM25 score, which grows with the corpus.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from service.expectation import Kind, expected, holds, names, numbers
from service.reading import Reading, Terms

SIGNALS = ("best", "third", "overlap", "names", "numbers", "typed", "cosine")


def answerability(question: str, reading: Reading, rarity: Mapping[str, float], terms: Terms) -> float:
    """The probability that the articles answer; 0 where nothing was read."""
    return probability(signals(question, reading, rarity, terms)) if reading.candidates else 0.0


def signals(question: str, reading: Reading, rarity: Mapping[str, float], terms: Terms) -> dict[str, float]:
    """What speaks for an answer in the best windows that were read; at least one must have been."""
    top = reading.candidates[:3]
    text = "\n".join(part for one in top for part in (one.hit.fields.title, one.hit.passage.heading, one.window.text) if part)
    held = set(terms(text))
    whole = sum(rarity.values())
    logits = sorted((one.logit for one in reading.candidates), reverse=True)
    kind = expected(question)
    return {
        "best": logits[0],
        "third": logits[min(2, len(logits) - 1)],
        "overlap": sum(weight for term, weight in rarity.items() if term in held) / whole if whole else 0.0,
        "names": _share(names(question), names(text) | {word.lower() for word in text.split()}),
        "numbers": _share(numbers(question), numbers(text)),
        "typed": float(kind is Kind.ANY or any(holds(kind, question, one.window.text) for one in top)),
        "cosine": max(one.hit.dense or 0.0 for one in reading.candidates),
    }


def probability(values: Mapping[str, float]) -> float:
    """The logistic model's probability for the signals."""
    model = _model()
    logit = model["intercept"] + sum(model[name] * values[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def _share(asked: set[str], held: set[str]) -> float:
    return len(asked & held) / len(asked) if asked else 1.0


@cache
def _model() -> dict[str, float]:
    return json.loads(files("service").joinpath("answerability.json").read_text(encoding="utf-8"))["coefficients"]
