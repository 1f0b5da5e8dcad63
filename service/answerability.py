"""Do the articles answer the question? A logistic model of a few signals, fitted by evals/calibration.py.

The signals hold in a corpus of five articles as in one of thousands: logits of the reranker, shares of the question,
and a cosine; no BM25 score, which grows with the corpus.
"""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from service.expectation import names, numbers
from service.reading import Reading, Terms

SIGNALS = ("best", "third", "overlap", "names", "numbers", "fresh", "cosine")
# At this probability or above, the service answers. The fit puts the point that was chosen on the data there.
THRESHOLD = 0.5
# Windows that an answer may draw on.
_TOP = 3
# What the service itself thinks is in no article.
_ASKS_THE_SERVICE = re.compile(
    r"\b(?:do|would|can|could|should) you (?:think|believe|feel|say|recommend|suggest|prefer|advise|guess|agree)\b"
    r"|\bwhat do you\b|\byour (?:own )?(?:opinion|view|guess|prediction|advice|take|favou?rite)\b",
    re.IGNORECASE,
)


def signals(question: str, reading: Reading, rarity: Mapping[str, float], terms: Terms) -> dict[str, float] | None:
    """What speaks for an answer in the best windows; None where nothing was read."""
    if not reading.candidates:
        return None
    top = reading.candidates[:_TOP]
    parts = (part for one in top for part in (one.hit.fields.title, one.hit.passage.heading, one.window.text))
    text = "\n".join(part for part in parts if part)
    held, whole = set(terms(text)), sum(rarity.values())
    logits = sorted((one.logit for one in reading.candidates), reverse=True)
    return {
        "best": logits[0],
        "third": logits[min(2, len(logits) - 1)],
        "overlap": sum(weight for term, weight in rarity.items() if term in held) / whole if whole else 0.0,
        "names": _share(names(question), set(re.findall(r"\w+", text.lower()))),
        "numbers": _share(numbers(question), numbers(text)),
        "fresh": 0.0 if top[0].fresh is None else top[0].fresh - 0.5,
        "cosine": max(one.hit.dense or 0.0 for one in reading.candidates),
    }


def probability(question: str, values: Mapping[str, float] | None) -> float:
    """The probability that the articles answer; 0 without signals, and for what is asked of the service itself."""
    if values is None or _ASKS_THE_SERVICE.search(question):
        return 0.0
    model = _model()
    logit = model["intercept"] + sum(model[name] * values[name] for name in SIGNALS)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def _share(asked: set[str], held: set[str]) -> float:
    return len(asked & held) / len(asked) if asked else 1.0


@cache
def _model() -> dict[str, float]:
    return json.loads(files("service").joinpath("answerability.json").read_text(encoding="utf-8"))["coefficients"]
