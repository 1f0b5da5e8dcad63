"""Do the articles answer the question? A logistic model of a few signals, fitted by evals/calibration.py.

The signals hold in a corpus of five articles as in one of thousands: a logit of the reranker and shares of the
question. BM25 scores grow with the corpus; cosines were tried and weigh differently in every collection.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from indexing.fusion import FRESH
from service.retrieval.candidates import Candidate, Terms
from service.retrieval.expectation import Kind, expected, names
from service.retrieval.reading import Reading
from service.wording import stem

SIGNALS = ("best", "found", "overlap", "names", "fresh")
# At this probability or above, the service answers. The fit puts the point that was chosen on the data there.
THRESHOLD = 0.5
# The best of many passages scores higher by chance than the best of few. So the model, fitted at HOME passages, asks
# for less in a smaller corpus: `ease` less of the logit for each factor of ten.
HOME = 69_000
_YEAR = re.compile(r"(?<![\d.,$€£])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
# Windows that an answer may draw on.
_TOP = 3
# A sentence without a number, a share or a time hardly answers a question for one: it counts so many logits less.
_EXACT = (Kind.NUMBER, Kind.SHARE, Kind.TIME)
_INEXACT = 4.0
# What the service itself thinks is in no article.
_ASKS_THE_SERVICE = re.compile(
    r"\b(?:do|would|can|could|should) you (?:think|believe|feel|say|recommend|suggest|prefer|advise|guess|agree)\b"
    r"|\bwho(?: is|['’]s| was| are) (?:the )?(?:better|worse)\b|\bwhat do you\b"
    r"|\byour (?:own )?(?:opinion|view|guess|prediction|advice|take|favou?rite)\b",
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
    best = max(one.logit for one in reading.candidates)
    exact = max((one.logit for one in reading.candidates if one.typed), default=-math.inf)
    return {
        "best": max(exact, best - _INEXACT) if expected(question) in _EXACT else best,
        "found": max(one.hit.score - FRESH * (one.hit.timely or 0.0) for one in reading.candidates),
        "overlap": sum(weight for term, weight in rarity.items() if term in held) / whole if whole else 0.0,
        "names": _share(_stems(names(_joined(question))), _stems(re.findall(r"\w+", _joined(text)))),
        "years": _share(_years(question), _years(_whole(top))),
        "fresh": 0.0 if top[0].hit.timely is None else top[0].hit.timely - 0.5,
    }


def probability(question: str, values: Mapping[str, float] | None, passages: int = HOME) -> float:
    """The probability that the articles, of so many passages, answer.

    It is 0 without signals, for what is asked of the service itself, and for a year of which nothing near speaks.
    """
    if values is None or _ASKS_THE_SERVICE.search(question) or values["years"] == 0.0:
        return 0.0
    model = _model()
    logit = model["intercept"] + sum(model[name] * values[name] for name in SIGNALS)
    logit += model["ease"] * decades(passages)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def decades(passages: int) -> float:
    """By how many factors of ten a corpus of so many passages is smaller than HOME; 0 for a larger one."""
    return math.log10(HOME / min(HOME, max(1, passages)))


def _whole(top: Sequence[Candidate]) -> str:
    """The passages of the best windows, their titles and dates."""
    parts = ((one.hit.fields.title, str(one.hit.fields.published), one.hit.passage.text) for one in top)
    return "\n".join(part for three in parts for part in three if part)


def _years(text: str) -> set[str]:
    return set(_YEAR.findall(text))


def _joined(text: str) -> str:
    """The text with "U.S." as "US"."""
    return _INITIALS.sub(lambda found: found.group().replace(".", ""), text)


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word) for word in words if len(word) > 1}


def _share(asked: set[str], held: set[str]) -> float:
    return len(asked & held) / len(asked) if asked else 1.0


@cache
def _model() -> dict[str, float]:
    fitted = files("service.retrieval").joinpath("answerability.json").read_text(encoding="utf-8")
    return json.loads(fitted)["coefficients"]
